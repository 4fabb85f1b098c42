from modeltranslation.translator import TranslationOptions, register

from delegations.models import Delegation


@register(Delegation)
class DelegationTranslation(TranslationOptions):
    fields = ("name", "purpose")
