"""Fields, errors, pages of a list and messages as a page draws them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines


class SomeForm(forms.Form):
    login = forms.CharField(label="Username", help_text="As it was given to you")
    secret = forms.CharField(label="Password", widget=forms.PasswordInput)
    answer = forms.ChoiceField(choices=[("s", "Same"), ("d", "Not")], widget=forms.RadioSelect)
    panels = forms.MultipleChoiceField(
        choices=[("IOM", "IOM")], widget=forms.CheckboxSelectMultiple, required=False
    )
    keeps = forms.BooleanField(label="Keeps the list", required=False)
    note = forms.CharField(widget=forms.Textarea, required=False)
    list = forms.FileField(required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def drawn(text: str, **names: Any) -> str:
    return engines["django"].from_string("{% load portal_look %}" + text).render(names)


def test_every_control_has_a_label_and_errors_are_tied_to_it() -> None:
    page = drawn("{% error_summary form %}{% fields form %}", form=SomeForm({}))
    for control in re.findall(r'<(?:input|textarea|select)[^>]*\bid="(\w+)"', page):
        hidden = f'type="hidden" name="{control[3:]}"' in page
        assert hidden or f'for="{control}"' in page, control
    assert 'href="#id_login"' in page and "Username: This field is required." in page
    assert 'aria-describedby="id_login_helptext id_login_error"' in page
    assert 'href="#id_answer_0"' in page, "the first of several, where there is no one control"


def test_a_password_is_masked_and_can_be_shown() -> None:
    page = drawn("{% field form.secret %}", form=SomeForm())
    assert 'type="password"' in page and "govuk-js-password-input-toggle" in page


def test_what_is_optional_says_so() -> None:
    assert "Note (optional)" in drawn("{% field form.note %}", form=SomeForm())


@pytest.mark.parametrize("text", ["{% error_summary form %}", "{% fields form %}"])
def test_a_page_without_a_form_shows_none(text: str) -> None:
    assert drawn(text).strip() == ""


def test_pages_of_a_list_are_links_with_the_one_that_is_shown() -> None:
    pages = Paginator(range(500), 50)
    page = drawn('{% pagination page "people" %}', page=pages.page(5))
    assert 'href="?page=4" rel="prev"' in page and 'href="?page=6" rel="next"' in page
    assert page.count('aria-current="page"') == 1 and 'aria-label="Pages of people"' in page
    assert drawn("{% pagination page %}", page=Paginator(range(3), 50).page(1)).strip() == ""


def test_banners_of_a_page_have_different_ids_and_their_text_is_text() -> None:
    page = drawn('{% banner told "success" %}{% banner "two" %}', told="<b>")
    assert "&lt;b&gt;" in page and 'id="banner-1"' in page and 'id="banner-2"' in page
