from modeltranslation.translator import TranslationOptions, register

from people.models import Office, Organization, Post, Precedence


@register(Office)
class OfficeTranslation(TranslationOptions):
    fields = ("privacy_notice",)


@register(Organization)
class OrganizationTranslation(TranslationOptions):
    fields = ("name", "mandate")


@register(Post)
class PostTranslation(TranslationOptions):
    fields = ("title", "department")


@register(Precedence)
class PrecedenceTranslation(TranslationOptions):
    fields = ("name",)
