"""A form's fields and its errors, as the parts of the look show them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField

CLASSES: tuple[tuple[type[forms.Widget], str, str], ...] = (
    (
        forms.PasswordInput,
        "password",
        "govuk-input govuk-password-input__input govuk-js-password-input-input",
    ),
    (forms.Textarea, "text", "govuk-textarea"),
    (forms.FileInput, "text", "govuk-file-upload"),
    (forms.CheckboxInput, "checkbox", "govuk-checkboxes__input"),
    (forms.CheckboxSelectMultiple, "choices", "checkboxes"),
    (forms.RadioSelect, "choices", "radios"),
    (forms.Select, "text", "govuk-select"),
)
"""Widget, kind of part, and its class (for choices the name of the part); first match wins."""


def parts(field: BoundField, width: int | None = None) -> dict[str, Any]:
    """What the template of a field needs. `width` is in characters and only says how wide the
    control is drawn."""
    kind, style = _kind(field.field.widget)
    errors = [str(error) for error in field.errors]
    described = [f"{field.id_for_label}_helptext"] if field.help_text else []
    described += [f"{field.id_for_label}_error"] if errors else []
    shown: dict[str, Any] = {
        "kind": kind,
        "id": field.id_for_label,
        "label": field.label,
        "help": field.help_text,
        "errors": errors,
        "described": " ".join(described),
        "optional": not field.field.required and kind == "text",
    }
    if kind == "choices":
        return shown | {"shape": style, "options": list(field.subwidgets)}
    return shown | {"control": field.as_widget(attrs=_attributes(style, width, shown))}


def problems(form: forms.BaseForm) -> list[dict[str, str]]:
    """Each error of a form with its field's label and address on the page, the form's own first."""
    own = [{"text": str(error), "href": ""} for error in form.non_field_errors()]
    return own + [
        {"text": f"{field.label}: {error}", "href": f"#{_first_control(field)}"}
        for field in form
        for error in field.errors
    ]


def _kind(widget: forms.Widget) -> tuple[str, str]:
    if widget.is_hidden:
        return "hidden", ""
    for kind_of_widget, kind, style in CLASSES:
        # A RadioSelect is no Select, and a list of checkboxes is no single one.
        if isinstance(widget, kind_of_widget):
            return kind, style
    return "text", "govuk-input"


def _attributes(style: str, width: int | None, shown: dict[str, Any]) -> dict[str, str | bool]:
    names = [style] if style else []
    if width and style.startswith("govuk-input"):
        names.append(f"govuk-input--width-{width}")
    if shown["errors"] and style:
        names.append(f"{style.split()[0]}--error")
    # A placeholder is gone once somebody types: the label says it.
    attributes: dict[str, str | bool] = {"placeholder": False}
    if names:
        attributes["class"] = " ".join(names)
    if shown["errors"] and style:
        attributes["aria-invalid"] = "true"
    if shown["described"]:
        attributes["aria-describedby"] = shown["described"]
    return attributes


def _first_control(field: BoundField) -> str:
    if _kind(field.field.widget)[0] == "choices" and (options := list(field.subwidgets)):
        return str(options[0].id_for_label)
    return str(field.id_for_label)
