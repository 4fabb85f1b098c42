from modeltranslation.translator import TranslationOptions, register

from agreements.models import Agreement, Appointment, FollowUp, Indicator, Outcome


@register(Agreement)
class AgreementTranslation(TranslationOptions):
    fields = ("title", "witnessed_by")


@register(Appointment)
class AppointmentTranslation(TranslationOptions):
    fields = ("title",)


@register(Indicator)
class IndicatorTranslation(TranslationOptions):
    fields = ("name", "unit")


@register(Outcome)
class OutcomeTranslation(TranslationOptions):
    fields = ("text",)


@register(FollowUp)
class FollowUpTranslation(TranslationOptions):
    fields = ("text",)
