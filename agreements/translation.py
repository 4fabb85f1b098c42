from modeltranslation.translator import TranslationOptions, register

from agreements.models import (
    Agreement,
    Appointment,
    Deadline,
    FollowUp,
    Indicator,
    Outcome,
    Project,
    ShowStep,
)


@register(Agreement)
class AgreementTranslation(TranslationOptions):
    fields = ("title", "witnessed_by")


@register(Appointment)
class AppointmentTranslation(TranslationOptions):
    fields = ("title",)


@register(Deadline)
class DeadlineTranslation(TranslationOptions):
    fields = ("subject", "body")


@register(Indicator)
class IndicatorTranslation(TranslationOptions):
    fields = ("name", "unit")


@register(Outcome)
class OutcomeTranslation(TranslationOptions):
    fields = ("text",)


@register(FollowUp)
class FollowUpTranslation(TranslationOptions):
    fields = ("text",)


@register(Project)
class ProjectTranslation(TranslationOptions):
    fields = ("title", "summary", "field", "milestone")


@register(ShowStep)
class ShowStepTranslation(TranslationOptions):
    fields = ("what",)
