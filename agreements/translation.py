from modeltranslation.translator import TranslationOptions, register

from agreements.models import Agreement, FollowUp, Outcome


@register(Agreement)
class AgreementTranslation(TranslationOptions):
    fields = ("title",)


@register(Outcome)
class OutcomeTranslation(TranslationOptions):
    fields = ("text",)


@register(FollowUp)
class FollowUpTranslation(TranslationOptions):
    fields = ("text",)
