// What keep.js, autosave.js and idle.js share, as globalThis.wayhome: scripts with hashed names can't import.
//
// A field's values are always a list of texts: one for a text, the ticked ones for boxes and radios, the chosen
// ones for a select. Hidden fields, files, passwords, buttons and fields marked data-keep-not are left out.
const LEFT_OUT =
  "[type=hidden], [type=file], [type=password], [type=submit], [type=button], [type=reset], [type=image], [data-keep-not]";

const isTick = (field) => field.type === "checkbox" || field.type === "radio";

function fieldsOf(root, name) {
  const fields = root.querySelectorAll("input, select, textarea");
  return [...fields].filter((field) => field.name && (!name || field.name === name) && !field.matches(LEFT_OUT));
}

function valuesOf(root, name) {
  const values = [];
  for (const field of fieldsOf(root, name)) {
    if (isTick(field)) values.push(...(field.checked ? [field.value] : []));
    else if (field.multiple) values.push(...[...field.selectedOptions].map((option) => option.value));
    else values.push(field.value);
  }
  return values;
}

function setValues(root, name, values) {
  const rest = [...values];
  for (const field of fieldsOf(root, name)) {
    if (isTick(field)) field.checked = values.includes(field.value);
    else if (field.multiple) for (const option of field.options) option.selected = values.includes(option.value);
    else field.value = rest.shift() ?? "";
  }
}

function labelOf(root, name) {
  const [field] = fieldsOf(root, name);
  const group = field?.closest("fieldset")?.querySelector("legend");
  const label = isTick(field) && group ? group : field?.labels?.[0];
  return (label?.textContent ?? field?.getAttribute("aria-label") ?? name).trim();
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/* The token that the <body> hands on to htmx. */
function csrfToken() {
  const headers = document.body.getAttribute("hx-headers:inherited");
  return headers ? JSON.parse(headers)["X-CSRFToken"] : "";
}

globalThis.wayhome = { csrfToken, fieldsOf, labelOf, same, setValues, valuesOf };
