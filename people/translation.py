from modeltranslation.translator import TranslationOptions, register

from people.models import Organization, Post


@register(Organization)
class OrganizationTranslation(TranslationOptions):
    fields = ("name", "mandate")


@register(Post)
class PostTranslation(TranslationOptions):
    fields = ("title", "department")
