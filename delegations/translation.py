from modeltranslation.translator import TranslationOptions, register

from delegations.models import Delegation, Stop


@register(Delegation)
class DelegationTranslation(TranslationOptions):
    fields = ("name", "purpose")


@register(Stop)
class StopTranslation(TranslationOptions):
    fields = ("purpose", "wear", "bring")
