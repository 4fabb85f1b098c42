from modeltranslation.translator import TranslationOptions, register

from events.models import (
    AgendaItem,
    Event,
    EventReminder,
    Exhibit,
    Group,
    Participation,
    Photo,
    SeatingPlan,
    Series,
)


@register(Series)
class SeriesTranslation(TranslationOptions):
    fields = ("name",)


@register(Event)
class EventTranslation(TranslationOptions):
    fields = ("title", "theme", "summary", "place")


@register(AgendaItem)
class AgendaItemTranslation(TranslationOptions):
    fields = ("title", "abstract", "gist", "place")


@register(Exhibit)
class ExhibitTranslation(TranslationOptions):
    fields = ("title", "summary", "field")


@register(Group)
class GroupTranslation(TranslationOptions):
    fields = ("label",)


@register(Participation)
class ParticipationTranslation(TranslationOptions):
    fields = ("speech_title", "gist")


@register(Photo)
class PhotoTranslation(TranslationOptions):
    fields = ("caption",)


@register(EventReminder)
class EventReminderTranslation(TranslationOptions):
    fields = ("subject", "body")


@register(SeatingPlan)
class SeatingPlanTranslation(TranslationOptions):
    fields = ("name",)
