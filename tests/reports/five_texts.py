"""Where each numbered fact of the five texts stands in its dossier, and what a report must say of it.

A path walks through the dossier by names and by local ids: `agenda.symposium.participations.0.gist.en`. The value beside it is what
must stand there. `says` lists what else a report must say in each language: dates, counts and countries, which are told in the
reader's language. Words and names that stand at a path are looked for without being listed again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

LANGUAGES = ("en", "zh-hans", "es", "pt")
ANY: Any = object()
"""Something must stand there; what it is, is the wording of the office."""
NOTHING: Any = object()
"""The text does not state it, so nothing may stand there."""


@dataclass(frozen=True)
class Fact:
    at: dict[str, Any]
    says: dict[str, tuple[str, ...]] = field(default_factory=dict)


def at(paths: dict[str, Any], *said: dict[str, tuple[str, ...]]) -> Fact:
    says = {code: tuple(word for words in said for word in words[code]) for code in LANGUAGES} if said else {}
    return Fact(paths, says)


def each(en: str, zh: str, es: str, pt: str) -> dict[str, tuple[str, ...]]:
    return {"en": (en,), "zh-hans": (zh,), "es": (es,), "pt": (pt,)}


def everywhere(*words: str) -> dict[str, tuple[str, ...]]:
    return dict.fromkeys(LANGUAGES, words)


S0 = {
    1: at({"event.start_on": {"month": 1, "day": 28}}, each("28 January", "1月28日", "28 de enero", "28 de janeiro")),
    2: at({"event.kind": "visit", "agenda.symposium.kind": "symposium"}),
    3: at({"delegations.clttc-delegation.senders": ["clttc"], "organizations.clttc.names.en": "China-LAC Technology Transfer Center"}, everywhere("China-LAC Technology Transfer Center", "CLTTC")),
    4: at({"delegations.clttc-delegation.members": [{"person": "chen-baiman", "role": "leader"}], "people.chen-baiman.posts": [{"organization": "clttc", "title": {"en": "Director"}}]}, everywhere("Chen Baiman", "Director")),
    5: at({"event.bodies": [{"organization": "gnl", "role": "host"}], "organizations.gnl.names.en": "Guangzhou National Laboratory"}),
    6: at({"agenda.symposium.participations.1": {"person": "zhao-lulu", "role": "host_representative"}, "people.zhao-lulu.posts.0.title.en": "Deputy Director", "people.zhao-lulu.posts.0.department.en": "Cooperation and Exchange Department", "people.zhao-lulu.posts.0.organization": "gnl"}, everywhere("Zhao Lulu")),
    7: at({"agenda.symposium.participations.2": {"group": "laboratory-representatives", "role": "host_representative"}, "groups.laboratory-representatives.label.en": ANY, "groups.laboratory-representatives.count": NOTHING}),
    8: at({"agenda.symposium.title.en": "Symposium on scientific and technological cooperation", "event.aims.1.en": ANY}),
    9: at({"agenda.symposium.participations.0.person": "chen-baiman", "agenda.symposium.participations.0.gist.en": ANY}),
    10: at({"outcomes.consensuses.kind": "consensus", "outcomes.consensuses.count": NOTHING, "outcomes.consensuses.count_as_worded": "multiple", "outcomes.consensuses.text.en": ANY, "agreements": NOTHING}),
    11: at({"outcomes.rely-on-china-brazil-center.kind": "consensus", "outcomes.rely-on-china-brazil-center.text.en": ANY, "organizations.china-brazil-center.names.en": "China-Brazil Technology Transfer Center"}),
    12: at({"outcomes.cooperation-mechanism.kind": "consensus", "outcomes.cooperation-mechanism.text.en": ANY}),
    13: at({"outcomes.innovation-model.kind": "consensus", "outcomes.innovation-model.text.en": ANY, "outcomes.innovation-model.fields": [{"en": "biomedicine"}]}),
    14: at({"outcomes.biodiversity.kind": "discussed", "outcomes.biodiversity.text.en": ANY}),
    15: at({"outcomes.brand-activities.kind": "discussed", "outcomes.brand-activities.text.en": ANY}),
    16: at({"outcomes.joint-training.kind": "discussed", "outcomes.joint-training.text.en": ANY}),
    17: at({"outcomes.outlook.kind": "outlook", "outcomes.outlook.text.en": ANY}),
}  # fmt: skip

S1 = {
    1: at({"event.start_on": {"month": 7, "day": 26}, "event.part_of_day": "afternoon", "event.zone": "America/Santiago"}, each("26 July", "7月26日", "26 de julio", "26 de julho"), each("afternoon", "下午", "tarde", "tarde")),
    2: at({"event.city": "Santiago", "event.country": "CL"}, each("Chile", "智利", "Chile", "Chile")),
    3: at({"organizations.centro.names.es": "Centro de Cooperación e Innovación China-Chile", "organizations.centro.aliases": ["Centro de cooperacion e lnnovacion China-chile", "Centro de cooperacion e lnnovacion China-Chile"], "event.kind": "ceremony", "event.title.en": ANY}),
    4: at({"organizations.centro.links.0": {"kind": "branch_of", "to": "clttc"}}),
    5: at({"organizations.centro.links.1": {"kind": "member_of", "to": "network"}, "organizations.network.names.en": "China-LAC Technology Transfer Collaboration Network"}),
    6: at({"people.niu-qingbao.posts": [{"organization": "embassy", "title": {"en": "Ambassador"}}], "organizations.embassy.names.en": "Chinese Embassy in Chile"}, everywhere("Niu Qingbao", "Ambassador")),
    7: at({"people.xu-yunzhe.posts.0.title.en": "First Secretary", "people.xu-yunzhe.posts.0.department.en": "Cultural Section", "people.xu-yunzhe.posts.0.organization": "embassy"}, everywhere("Xu Yunzhe")),
    8: at({"people.zhu-chao.posts.0.title.en": "Second Secretary", "people.zhu-chao.posts.0.department.en": "Political Section", "people.zhu-chao.posts.0.organization": "embassy"}, everywhere("Zhu Chao")),
    9: at({"people.gong-guoping.posts": [{"organization": "guangdong-department", "title": {"en": "Secretary of the Party Committee"}}], "organizations.guangdong-department.names.en": "Department of Science and Technology of Guangdong Province", "delegations.domestic-delegation.members.0": {"person": "gong-guoping", "role": "leader"}}, everywhere("Gong Guoping")),
    10: at({"people.li-jun.posts": [{"organization": "dongguan", "title": {"en": "Vice Mayor"}}], "delegations.domestic-delegation.members.1": {"person": "li-jun", "role": "leader"}}, everywhere("Li Jun", "Vice Mayor", "Dongguan")),
    11: at({"people.hellmut-lagos.posts.0.title.en": "Director", "people.hellmut-lagos.posts.0.department.en": "Science, Technology and Innovation Department", "people.hellmut-lagos.posts.0.organization": "foreign-ministry"}, everywhere("Hellmut Lagos", "Ministry of Foreign Affairs")),
    12: at({"groups.chilean-officials.label.en": ANY, "groups.chilean-officials.rank": "senior", "groups.chilean-officials.countries": ["CL"], "groups.chilean-officials.count": NOTHING}),
    13: at({"agenda.inauguration.participations.0.person": "niu-qingbao", "agenda.inauguration.participations.0.role": "speaker", "agenda.inauguration.participations.0.gist.en": ANY}),
    14: at({"agenda.inauguration.participations.1.person": "gong-guoping", "agenda.inauguration.participations.1.gist.en": ANY}),
    15: at({"agenda.inauguration.participations.2.person": "li-jun", "agenda.inauguration.participations.2.gist.en": ANY}),
    16: at({"agenda.talks.kind": "talks", "agenda.talks.title.en": ANY, "delegations.domestic-delegation.agenda_items.1": "talks", "groups.ufro-representatives.organizations": ["ufro"], "groups.embassy-representatives.organizations": ["embassy"]}),
    17: at({"outcomes.support-expressed.kind": "support", "outcomes.support-expressed.text.en": ANY, "outcomes.support-expressed.fields": [{"en": "science, technology and innovation"}, {"en": "agriculture"}, {"en": "education"}, {"en": "culture"}]}),
    18: at({"agreements.letter-of-intent.kind": "letter_of_intent", "agreements.letter-of-intent.parties": [{"organization": "clttc"}, {"organization": "ufro"}], "agreements.letter-of-intent.title.en": ANY, "agreements.letter-of-intent.parties.0.signatories": NOTHING}, everywhere("Universidad de la Frontera")),
    19: at({"agreements.letter-of-intent.witnessed_by.en": "all parties"}),
    20: at({"outcomes.centre-unveiled.kind": "unveiling", "agenda.unveiling.kind": "unveiling", "agenda.unveiling.title.en": ANY}),
    21: at({"outcomes.appointment-wu-qingjun.kind": "appointment", "outcomes.appointment-wu-qingjun.appointment.person": "wu-qingjun", "outcomes.appointment-wu-qingjun.appointment.title.en": ANY, "people.wu-qingjun.academic_style": "Dr.", "outcomes.appointment-wu-qingjun.appointment.since": NOTHING}, everywhere("Dr. Wu Qingjun")),
    22: at({"outcomes.operation.kind": "start_of_operation", "outcomes.operation.text.en": ANY}),
    23: at({"organizations.centro.mandate.en": ANY}),
    24: at({"outcomes.support-guangdong.kind": "support", "outcomes.support-guangdong.text.en": ANY, "organizations.dongguan-bureau.names.en": "Dongguan Science and Technology Bureau"}),
    25: at({"organizations.ufro.sector": "public", "organizations.ufro.names.es": "Universidad de la Frontera"}, each("public", "公", "públic", "públic")),
    26: at({"agenda.visit-puc.kind": "site_visit", "agenda.visit-puc.host": "puc", "organizations.puc.names.es": "Pontificia Universidad Católica de Chile"}),
    27: at({"agenda.visit-institute.host": "millennium-institute", "agenda.visit-institute.gist.en": ANY, "organizations.millennium-institute.names.en": "Millennium Institute on Immunology and Immunotherapy", "groups.institute-experts.label.en": ANY}),
    28: at({"agenda.visit-chinese-chamber.host": "chinese-chamber", "organizations.chinese-chamber.names.en": "Chilean Chinese Chamber of Commerce"}),
    29: at({"agenda.visit-dongguan-chamber.host": "dongguan-chamber", "organizations.dongguan-chamber.names.en": "Chilean Dongguan Chamber of Commerce"}),
    30: at({"delegations.domestic-delegation.senders": ["clttc", "guangdong-department", "dongguan"], "delegations.domestic-delegation.agenda_items": ANY}),
    31: at({"event.aims.0.en": ANY, "delegations.domestic-delegation.purpose.en": ANY, "outcomes.outlook.kind": "outlook", "outcomes.outlook.text.en": ANY}),
}  # fmt: skip

S2 = {
    1: at({"event.title.en": "Seminar on Science and Technology Innovation for Latin American Countries", "event.kind": "seminar"}),
    2: at({"agenda.opening-ceremony.kind": "opening", "agenda.opening-ceremony.on": {"year": 2023, "month": 6, "day": 29}, "agenda.opening-ceremony.part_of_day": "morning"}, each("29 June 2023", "2023年6月29日", "29 de junio de 2023", "29 de junho de 2023"), each("morning", "上午", "mañana", "manhã")),
    3: at({"sources.0.published_on": {"year": 2023, "month": 7, "day": 3}, "sources.0.section": "Activity Highlights", "sources.0.headline": ANY}, each("3 July 2023", "2023年7月3日", "3 de julio de 2023", "3 de julho de 2023")),
    4: at({"event.bodies.0": {"organization": "mofcom", "role": "host"}, "organizations.mofcom.names.en": "Ministry of Commerce"}),
    5: at({"event.bodies.1": {"organization": "training-base", "role": "organizer"}, "organizations.training-base.names.en": "MOFCOM Training Base for International Business Officials (Shanghai)", "event.place": NOTHING, "event.city": NOTHING}),
    6: at({"people.chen-jianfeng.posts": [{"organization": "sbs", "title": {"en": "Vice President"}}], "organizations.sbs.names.en": "Shanghai Business School"}, everywhere("Chen Jianfeng", "SBS")),
    7: at({"people.liu-beimin.honorific": "Ms.", "people.liu-beimin.posts.0.title.en": "Research Fellow", "people.liu-beimin.posts.0.department.en": "Foreign Economic and Cooperation Division", "organizations.shanghai-commerce.names.en": "Shanghai Municipal Commission of Commerce"}, each("Ms. Liu Beimin", "Liu Beimin", "Sra. Liu Beimin", "Sra. Liu Beimin")),
    8: at({"people.chen-wei.posts.0.title.en": "Executive Vice Dean", "people.chen-wei.posts.0.department.en": "International Education College", "people.chen-wei.posts.1": {"organization": "training-base", "title": {"en": "Vice Director"}}}, everywhere("Chen Wei", "Vice Director")),
    9: at({"agenda.opening-ceremony.participations.0.person": "liu-beimin", "agenda.opening-ceremony.participations.0.gist.en": ANY}),
    10: at({"agenda.opening-ceremony.participations.1.person": "chen-jianfeng", "agenda.opening-ceremony.participations.1.gist.en": ANY}),
    11: at({"agenda.opening-ceremony.participations.2.person": "danmarys-hernandez", "agenda.opening-ceremony.participations.2.role": "representative", "agenda.opening-ceremony.participations.2.gist.en": ANY}, each("Ms. Danmarys Hernández", "Danmarys Hernández", "Sra. Danmarys Hernández", "Sra. Danmarys Hernández")),
    12: at({"people.danmarys-hernandez.posts.0.organization": "viceministerio", "organizations.viceministerio.names.es": "Viceministerio para la Comunalización de la Ciencia para la Producción", "organizations.viceministerio.country": NOTHING}),
    13: at({"event.duration_days": 21, "event.start_on": NOTHING, "event.end_on": NOTHING}, everywhere("21")),
    14: at({"groups.officials.count": 31, "groups.officials.label.en": "officials"}, everywhere("31")),
    15: at({"groups.officials.countries": ["BO", "BR", "CO", "CR", "CU", "DM", "EC", "PA", "PE", "VE"]}, each("Costa Rica", "哥斯达黎加", "Costa Rica", "Costa Rica"), each("Brazil", "巴西", "Brasil", "Brasil"), each("Dominica", "多米尼克", "Dominica", "Dominica"), each("Venezuela", "委内瑞拉", "Venezuela", "Venezuela")),
    16: at({"agenda.visit-shenzhen.state": "planned", "agenda.visit-shenzhen.place.en": "Shenzhen, Guangdong Province", "agenda.visit-guangzhou.state": "planned", "agenda.visit-guangzhou.place.en": "Guangzhou, Guangdong Province"}),
    17: at({"agenda.group-photo.kind": "group_photo", "sources.0.captions": ANY}),
    18: at({"sources.0.credits.0": {"role": "written_by", "person": "ma-yizhou"}}, everywhere("Ma Yizhou")),
    19: at({"sources.0.credits.1": {"role": "photos_by", "person": "ni-haoran"}}, everywhere("Ni Haoran")),
    20: at({"sources.0.credits.2": {"role": "reviewed_by", "person": "chen-wei"}}),
    21: at({"event.aims.0.en": ANY, "event.aims.1.en": ANY, "event.aims.2.en": ANY}),
}  # fmt: skip

S3 = {
    1: at({"event.title.en": "China (Chengdu-Chongqing Region)–Hungary Innovation Cooperation Conference", "event.start_on": {"year": 2021, "month": 4, "day": 23}, "event.city": "Chongqing", "event.kind": "conference"}, each("23 April 2021", "2021年4月23日", "23 de abril de 2021", "23 de abril de 2021"), everywhere("Chongqing")),
    2: at({"event.mode": "hybrid"}, each("online", "线上", "en línea", "on-line")),
    3: at({"event.broadcast": "live", "event.broadcast_countries": ["CN", "HU"]}, each("Hungary", "匈牙利", "Hungría", "Hungria"), each("live", "直播", "en directo", "ao vivo")),
    4: at({"groups.representatives.label.en": ANY, "groups.representatives.regions": ["Chongqing", "Sichuan", "Gansu", "Guizhou"], "groups.representatives.count": NOTHING}, everywhere("Sichuan", "Gansu")),
    5: at({"groups.hungarian-officials.label.en": ANY, "groups.hungarian-officials.organizations": ["hungarian-embassy", "hungarian-consulate"]}),
    6: at({"groups.hungarian-enterprises.label.en": ANY}),
    7: at({"exhibits.0.count": 27, "exhibits.0.mode": "hybrid", "exhibits.0.title.en": ANY}, everywhere("27")),
    8: at({"event.bodies.0": {"organization": "guizhou-foreign-cooperation", "role": "invited"}, "event.bodies.1": {"organization": "guizhou-transfer-center", "role": "invited"}, "organizations.guizhou-foreign-cooperation.names.en": ANY, "organizations.guizhou-transfer-center.names.en": "Guizhou Technology Transfer Center"}),
    9: at({"agreements.collaborative-promotion.title.en": "Agreement on Collaborative Promotion of China-Hungary Technology Exchange and Cooperation", "agreements.collaborative-promotion.parties": [{"organization": "guizhou-transfer-center"}, {"organization": "chongqing-entrepreneurship-center"}], "organizations.chongqing-entrepreneurship-center.names.en": "Chongqing High Technology Entrepreneurship Center"}),
    10: at({"agreements.collaborative-promotion.terms.0.en": ANY, "agreements.collaborative-promotion.terms.1.en": ANY, "agreements.collaborative-promotion.terms.2.en": ANY}),
    11: at({"outcomes.guizhou-joins.kind": "accession", "outcomes.guizhou-joins.text.en": ANY}),
    12: at({"organizations.china-hungary-center.mandate.en": ANY, "organizations.chongqing-branch.links": [{"kind": "branch_of", "to": "china-hungary-center"}], "organizations.budapest-branch.links": [{"kind": "branch_of", "to": "china-hungary-center"}]}, everywhere("Budapest")),
    13: at({"indicators.0.value": 20, "indicators.0.name.en": "projects signed", "indicators.1.value": 10, "indicators.1.name.en": ANY, "indicators.0.as_of": {"year": 2021, "month": 4, "day": 30}, "indicators.0.source": "release"}, everywhere("20", "10")),
    14: at({"organizations.china-hungary-center.policies.0.en": "Belt and Road", "organizations.china-hungary-center.policies.1.en": ANY}),
    15: at({"outcomes.next-step.kind": "outlook", "outcomes.next-step.text.en": ANY}),
    16: at({"sources.release.headline": "Guizhou Science and Technology Department Participates in China (Chengdu-Chongqing Region)-Hungary Innovation Cooperation Conference", "sources.release.publisher": "Guizhou Provincial Science and Technology Department", "sources.release.published_on": {"year": 2021, "month": 4, "day": 30}, "sources.release.published_time": "12:25:00", "sources.release.reads": 1971, "sources.release.notice": ANY}, each("30 April 2021", "2021年4月30日", "30 de abril de 2021", "30 de abril de 2021"), everywhere("12:25"), each("1,971", "1,971", "1971", "1.971")),
}  # fmt: skip

YOUNG = "asean-plus-three-young-scientist-innovation-forum-2"
S4 = {
    1: at({"event.title.en": "8th Forum on China-ASEAN Technology Transfer and Collaborative Innovation", "event.edition": 8, "event.series.name.en": ANY}),
    2: at({"event.start_on": {"year": 2020, "month": 11, "day": 26}, "event.city": "Nanning"}, each("26 November 2020", "2020年11月26日", "26 de noviembre de 2020", "26 de novembro de 2020"), everywhere("Nanning")),
    3: at({"event.bodies.0": {"organization": "most", "role": "host"}, "event.bodies.1": {"organization": "guangxi-government", "role": "host"}, "organizations.most.names.en": "Ministry of Science and Technology", "organizations.guangxi-government.names.en": ANY}),
    4: at({"event.bodies.2": {"organization": "guangxi-department", "role": "organizer"}, "event.bodies.3": {"organization": "cattc", "role": "organizer"}, "organizations.guangxi-department.names.en": ANY, "organizations.cattc.names.en": "China-ASEAN Technology Transfer Center"}, everywhere("CATTC")),
    5: at({"event.theme.en": "Empower the Future with Opening-up and Innovation"}),
    6: at({"agenda.opening.title.en": ANY, "agenda.main-forum.title.en": "Main forum"}),
    7: at({f"sub_events.{YOUNG}.title.en": "2nd ASEAN Plus Three Young Scientist Innovation Forum", f"sub_events.{YOUNG}.edition": 2}),
    8: at({"sub_events.china-asean-expo-advanced-technology-exhibition-17.title.en": "17th China-ASEAN Expo Advanced Technology Exhibition", "sub_events.china-asean-expo-advanced-technology-exhibition-17.edition": 17, "sub_events.china-asean-expo-advanced-technology-exhibition-17.kind": "exhibition"}),
    9: at({"sub_events.china-asean-technology-transfer-matchmakings-2020.title.en": "China-ASEAN Technology Transfer Matchmakings", "sub_events.china-asean-technology-transfer-matchmakings-2020.kind": "matchmaking"}),
    10: at({"sub_events.china-asean-sustainable-development-forum-2020.title.en": ANY}),
    11: at({"groups.ministerial-officials.count": 6, "groups.ministerial-officials.rank": "ministerial level", "groups.ministerial-officials.countries": ["KH", "ID", "MY", "MM", "PH", "TH"], "groups.ministerial-officials.list_complete": False, "agenda.opening.participations.0": {"group": "ministerial-officials", "role": "speaker", "manner": "video"}}, each("Cambodia", "柬埔寨", "Camboya", "Camboja"), each("Thailand", "泰国", "Tailandia", "Tailândia"), each("among others", "等", "entre otros", "entre outros"), each("video", "视频", "video", "vídeo")),
    12: at({"groups.technology-representatives.countries": ["JP", "KR"], "groups.technology-representatives.regions": ["ASEAN member states"], "groups.technology-representatives.sub_event": YOUNG, "agenda.joint-laboratories.title.en": ANY, "agenda.joint-laboratories.participations.0.manner": "either"}, each("Japan", "日本", "Japón", "Japão"), each("South Korea", "韩国", "Corea del Sur", "Coreia do Sul")),
    13: at({"outcomes.achievements.count_as_worded": "a large number", "outcomes.achievements.count": NOTHING, "outcomes.achievements.text.en": ANY}),
    14: at({"agreements.strategic-cooperation.kind": "strategic", "agreements.strategic-cooperation.parties": [{"organization": "guangxi-government"}, {"organization": "changan-university"}], "organizations.changan-university.names.en": "Chang'an University"}),
    15: at({"outcomes.bangkok-center-unveiled.kind": "unveiling", "outcomes.bangkok-center-unveiled.manner": "online", "organizations.bangkok-center.names.en": "CATTC Bangkok Innovation Center"}),
    16: at({"outcomes.innovation-port-unveiled.kind": "unveiling", "outcomes.innovation-port-unveiled.manner": "online", "organizations.innovation-port.names.en": "China-Thailand-ASEAN Innovation Port"}),
    17: at({"outcomes.big-earth-data-launched.kind": "launch", "outcomes.big-earth-data-launched.actors.1": {"person": "guo-huadong", "part": "lead"}, "organizations.big-earth-data-center.names.en": "China-ASEAN Big Earth Data Innovation Center", "people.guo-huadong.academic_style": "Academician"}, everywhere("Guo Huadong")),
    18: at({"event.series.founded_year": 2013, "event.edition": 8}, everywhere("2013")),
    19: at({"event.policies": [{"en": "Guangxi's “three positioning”"}]}),
    20: at({"sources.release.publisher": "PRNewswire", "sources.release.dateline": "NANNING, China, Nov. 26, 2020", "sources.release.captions": ["The 8th Forum on China-ASEAN Technology Transfer and Collaborative Innovation"], "sources.release.url": ANY, "sources.release.issuer": "Guangxi Science and Technology Department"}),
}  # fmt: skip

TEXTS = {"s0": S0, "s1": S1, "s2": S2, "s3": S3, "s4": S4}
NUMBERS = {"s0": 17, "s1": 31, "s2": 21, "s3": 16, "s4": 20}
"""How many facts each text states."""
