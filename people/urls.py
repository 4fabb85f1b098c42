"""Addresses of the people room: the office, one's account, the directory."""

from django.conf import settings
from django.urls import path

from people.views import (
    contacts,
    invitations,
    letters,
    mailbox,
    members,
    offices,
    organizations,
    outbox,
    persons,
    posts,
    precedence,
    profile,
    webhooks,
)

app_name = "people"

urlpatterns = [
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/decide/", outbox.decide, name="outbox_decide"),
    path("outbox/<uuid:uid>/", outbox.notice, name="notice"),
    path("office/", offices.office, name="office"),
    path("office/settings/", offices.settings, name="office_settings"),
    path("office/test-mail/", offices.test_mail, name="office_test_mail"),
    path("office/reminders/", offices.reminders, name="office_reminders"),
    path("office/letters/", letters.letters, name="letters"),
    path("office/letters/<str:kind>/preview/", letters.preview, name="letter_preview"),
    path("office/letters/<str:kind>/<str:language>/", letters.letter, name="letter"),
    path("office/letters/<str:kind>/<str:language>/html/", letters.html, name="letter_html"),
    path("office/letters/<str:kind>/<str:language>/test/", letters.test, name="letter_test"),
    path("office/letters/<str:kind>/<str:language>/house/", letters.house, name="letter_house"),
    path("office/webhooks/", webhooks.webhooks, name="webhooks"),
    path("office/webhooks/<uuid:uid>/", webhooks.webhook, name="webhook"),
    path("office/webhooks/<uuid:uid>/switch/", webhooks.switch, name="webhook_switch"),
    path("office/webhooks/<uuid:uid>/test/", webhooks.test, name="webhook_test"),
    path("office/webhooks/<uuid:uid>/secret/", webhooks.renew, name="webhook_secret"),
    path("office/webhooks/<uuid:uid>/delete/", webhooks.delete, name="webhook_delete"),
    path("office/switch/", offices.switch_office, name="switch_office"),
    path("office/none/", offices.no_office, name="no_office"),
    path("office/precedence/", precedence.precedences, name="precedences"),
    path("office/precedence/add/", precedence.add, name="precedence_add"),
    path("office/precedence/<uuid:uid>/", precedence.edit, name="precedence_edit"),
    path("office/precedence/<uuid:uid>/delete/", precedence.delete, name="precedence_delete"),
    path("office/precedence/<uuid:uid>/default/", precedence.make_default, name="precedence_default"),
    path("office/members/<uuid:uid>/", members.member, name="member"),
    path("office/invite/", invitations.invite, name="invite"),
    path("office/invitations/<uuid:uid>/send/", invitations.send_again, name="invitation_send"),
    path("office/invitations/<uuid:uid>/withdraw/", invitations.withdraw, name="invitation_withdraw"),
    path("invitations/<str:token>/", invitations.accept, name="accept_invitation"),
    path("profile/", profile.profile, name="profile"),
    path("profile/tokens/", profile.tokens, name="tokens"),
    path("profile/tokens/<str:token_key>/revoke/", profile.revoke_token, name="token_revoke"),
    path("organizations/", organizations.organizations, name="organizations"),
    path("organizations/add/", organizations.organization_add, name="organization_add"),
    path("organizations/<uuid:uid>/edit/", organizations.organization_edit, name="organization_edit"),
    path("organizations/<uuid:uid>/delete/", organizations.organization_delete, name="organization_delete"),
    path("organizations/<uuid:uid>/links/", organizations.link_add, name="organization_link_add"),
    path("organization-links/<uuid:uid>/delete/", organizations.link_delete, name="organization_link_delete"),
    path("people/", persons.persons, name="persons"),
    path("people/add/", persons.person_add, name="person_add"),
    path("people/import/", contacts.import_contacts, name="import_contacts"),
    path("people/import/columns/", contacts.columns, name="person_import_columns"),
    path("people/import/check/", contacts.check, name="person_import_check"),
    path("people/import/errors.xlsx", contacts.errors, name="person_import_errors"),
    path("people/import/template.xlsx", contacts.template, name="person_import_template"),
    path("people/<uuid:uid>/edit/", persons.person_edit, name="person_edit"),
    path("people/<uuid:uid>/delete/", persons.person_delete, name="person_delete"),
    path("people/<uuid:uid>/posts/add/", posts.post_add, name="post_add"),
    path("posts/<uuid:uid>/edit/", posts.post_edit, name="post_edit"),
    path("posts/<uuid:uid>/delete/", posts.post_delete, name="post_delete"),
]

if not settings.EMAIL_HOST and not settings.PRODUCTION:
    # Where no mail leaves the machine, its mails can be read here.
    urlpatterns += [
        path("mailbox/", mailbox.mailbox, name="mailbox"),
        path("mailbox/<uuid:uid>/", mailbox.mailbox_mail, name="mailbox_mail"),
        path("mailbox/<uuid:uid>/html/", mailbox.mailbox_html, name="mailbox_html"),
        path("mailbox/<uuid:uid>/source/", mailbox.mailbox_source, name="mailbox_source"),
    ]
