"""The addresses of travel documents, visas and letters of invitation, within those of the delegations room."""

from django.urls import URLPattern, path

from delegations.views import documents, invitations, letter_templates, visas

PAPERS = "delegations/papers/<uuid:uid>/"
DOCUMENT = f"{PAPERS}documents/<uuid:document>/"
LETTER = "delegations/letters/<uuid:uid>/"
TEMPLATES = "delegations/letter-templates/"

urlpatterns: list[URLPattern] = [
    path("events/<slug:slug>/visas/", visas.visas, name="visas"),
    path("events/<slug:slug>/visas/export/", visas.export, name="visa_export"),
    path("delegations/retention/", documents.retained, name="document_retention"),
    path("delegations/<uuid:uid>/documents/", documents.documents, name="documents"),
    path("delegations/<uuid:uid>/visas/open/", visas.open_cases, name="visa_open"),
    path("delegations/<uuid:uid>/visas/move/", visas.bulk, name="visa_bulk"),
    path("delegations/<uuid:uid>/letters/", invitations.letters, name="letters"),
    path("delegations/<uuid:uid>/letters/issue/", invitations.issue_many, name="letter_issue_many"),
    path("delegations/<uuid:uid>/letters/files/", invitations.all_files, name="letter_files"),
    path(PAPERS, documents.papers, name="papers"),
    path(f"{PAPERS}documents/add/", documents.add, name="document_add"),
    path(f"{DOCUMENT}", documents.edit, name="document_edit"),
    path(f"{DOCUMENT}reveal/", documents.reveal, name="document_reveal"),
    path(f"{DOCUMENT}check/", documents.check, name="document_check"),
    path(f"{DOCUMENT}delete/", documents.delete, name="document_delete"),
    path(f"{PAPERS}visa/", visas.start, name="visa_start"),
    path(f"{PAPERS}letter/", invitations.issue, name="letter_issue"),
    path("delegations/visas/<uuid:uid>/", visas.edit, name="visa"),
    path("delegations/visas/<uuid:uid>/move/", visas.move, name="visa_move"),
    path("delegations/visas/<uuid:uid>/delete/", visas.delete, name="visa_delete"),
    path(LETTER, invitations.letter, name="letter"),
    path(f"{LETTER}edit/", invitations.edit, name="letter_edit"),
    path(f"{LETTER}file/", invitations.file, name="letter_file"),
    path(f"{LETTER}withdraw/", invitations.withdraw, name="letter_withdraw"),
    path(TEMPLATES, letter_templates.templates, name="letter_templates"),
    path(f"{TEMPLATES}add/", letter_templates.add, name="letter_template_add"),
    path(f"{TEMPLATES}settle/", letter_templates.settle, name="letter_template_settle"),
    path(f"{TEMPLATES}built-in/", letter_templates.built_in, name="letter_template_built_in"),
    path(f"{TEMPLATES}<uuid:uid>/", letter_templates.download, name="letter_template"),
    path(f"{TEMPLATES}<uuid:uid>/retire/", letter_templates.retire, name="letter_template_retire"),
]
