"""Is a number or code written as it must be: NHS number, unique pupil number, postcode?

A number that does not check is told, never refused: real papers hold wrong ones, and they are kept
as they came.

Source: domain notes 6 (exact rules, with verified examples).
"""

from __future__ import annotations

import re

UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""Check letters by remainder, and the value of a temporary number's last letter."""

LA_NUMBER_RANGES = (
    (201, 213),
    (301, 320),
    (330, 336),
    (340, 344),
    (350, 359),
    (370, 373),
    (380, 384),
    (390, 394),
    (420, 420),
    (660, 681),
    (800, 896),
    (908, 943),
)
"""Ranges that hold local authorities' numbers; recalled, to be confirmed. 000 and 999 are none."""

_NOT_IN_NUMBER = re.compile(r"[\s\-]+")
_UPN = re.compile(r"[A-Z][0-9]{11}[0-9A-Z]")
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}")
_NHS_DIGITS = 10


def nhs_number_problem(text: str) -> str | None:
    """What is wrong with an NHS number, in a sentence; None if it checks.

    Spaces and hyphens do not matter. Ten equal digits pass the arithmetic and are refused.

    Source: domain notes 6, NHS number (modulus 11).
    """
    digits = _bare(text)
    if not digits.isascii() or not digits.isdigit() or len(digits) != _NHS_DIGITS:
        return "An NHS number has 10 digits, for example 999 000 0018."
    check = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    if check % 11 != int(digits[9]) or len(set(digits)) == 1:
        return f"The NHS number {normal_nhs_number(text)} does not check: a digit is wrong."
    return None


def normal_nhs_number(text: str) -> str:
    """An NHS number as it is shown, "999 000 0018"; anything that has not 10 digits is left as it came.

    Source: domain notes 6, NHS number (shown 3-3-4).
    """
    digits = _bare(text)
    if not digits.isascii() or not digits.isdigit() or len(digits) != _NHS_DIGITS:
        return text
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}"


def upn_problem(text: str) -> str | None:
    """What is wrong with a unique pupil number, in a sentence or two; None if it checks.

    Source: domain notes 6, UPN (check letter, permanent and temporary numbers, authority).
    """
    upn = _bare(text)
    if not _UPN.fullmatch(upn) or (upn[12].isalpha() and upn[12] not in UPN_LETTERS):
        return (
            "A unique pupil number has a letter, 11 digits and a last digit or letter, "
            "for example B801200005001."
        )
    problems = []
    if not _is_authority(int(upn[1:4])):
        problems.append(f"{upn[1:4]} is not the number of a local authority.")
    if upn[0] != _check_letter(upn):
        problems.append(f"The check letter {upn[0]} is wrong.")
    return " ".join(problems) or None


def postcode_problem(text: str) -> str | None:
    """What is wrong with a postcode, in a sentence; None if it has the form of one.

    Source: domain notes 6, Postcode.
    """
    if _POSTCODE.fullmatch(_bare(text)):
        return None
    return "A postcode has the form FM2 7XA."


def normal_postcode(text: str) -> str:
    """A postcode in capitals with one space before its last three characters.

    What has not the form of a postcode is left as it came.

    Source: domain notes 6, Postcode.
    """
    bare = _bare(text)
    return f"{bare[:-3]} {bare[-3:]}" if _POSTCODE.fullmatch(bare) else text


def _bare(text: str) -> str:
    return _NOT_IN_NUMBER.sub("", text).upper()


def _check_letter(upn: str) -> str:
    values = (UPN_LETTERS.index(each) if each.isalpha() else int(each) for each in upn[1:])
    total = sum(value * place for place, value in enumerate(values, start=2))
    return UPN_LETTERS[total % len(UPN_LETTERS)]


def _is_authority(number: int) -> bool:
    return any(first <= number <= last for first, last in LA_NUMBER_RANGES)
