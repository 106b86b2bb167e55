// Makes and uses passkeys (WebAuthn), for forms with a hidden field "credential":
//
//   <form method="post" action="…" data-passkey="create" data-passkey-options="{…}">   makes one
//   <form method="post" action="…" data-passkey="get" data-passkey-options="{…}">      uses one
//   … data-passkey-url="/…">   asks there for the options first, when they aren't on the page
// An element [data-passkey-trouble] in the form is shown when it didn't work; a browser without passkeys hides
// every [data-passkey-only].
const toBytes = (text) => {
  const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
};

const toText = (buffer) => {
  const binary = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
};

const withBytes = (list) => list?.map((entry) => ({ ...entry, id: toBytes(entry.id) }));

function forCreating(options) {
  return {
    ...options,
    challenge: toBytes(options.challenge),
    user: { ...options.user, id: toBytes(options.user.id) },
    excludeCredentials: withBytes(options.excludeCredentials),
    authenticatorSelection: {
      ...options.authenticatorSelection,
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    },
  };
}

function forUsing(options) {
  return { ...options, challenge: toBytes(options.challenge), allowCredentials: withBytes(options.allowCredentials) };
}

function asJson(credential) {
  const { response } = credential;
  const parts = { clientDataJSON: toText(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) parts[name] = toText(response[name]);
  }
  if (response.getTransports) parts.transports = response.getTransports();
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? null,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: parts,
  };
}

async function optionsOf(form) {
  if (!form.dataset.passkeyUrl) return JSON.parse(form.dataset.passkeyOptions);
  const answer = await fetch(form.dataset.passkeyUrl, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}`);
  return (await answer.json()).request_options;
}

async function credentialOf(form) {
  const { publicKey } = await optionsOf(form);
  if (form.dataset.passkey === "create") return navigator.credentials.create({ publicKey: forCreating(publicKey) });
  return navigator.credentials.get({ publicKey: forUsing(publicKey) });
}

async function send(event) {
  const form = event.target;
  event.preventDefault();
  const trouble = form.querySelector("[data-passkey-trouble]");
  if (trouble) trouble.hidden = true;
  try {
    form.elements.credential.value = JSON.stringify(asJson(await credentialOf(form)));
  } catch {
    // Cancelled, timed out or not known here: the person tries again or takes another way.
    if (trouble) trouble.hidden = false;
    return;
  }
  form.submit();
}

for (const form of document.querySelectorAll("form[data-passkey]")) form.addEventListener("submit", send);
if (!window.PublicKeyCredential) {
  for (const part of document.querySelectorAll("[data-passkey-only]")) part.hidden = true;
}
