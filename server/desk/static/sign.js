// Signing in and out: the only things on these pages that need a script, as the API takes JSON from our own pages alone.
const language = document.documentElement.lang;
const headers = { "Content-Type": "application/json", "Accept-Language": language };

function device() {
  const kept = localStorage.getItem("device") ?? crypto.randomUUID();
  localStorage.setItem("device", kept);
  return { id: kept, name: "web" };
}

async function signIn(form) {
  const { username, password } = Object.fromEntries(new FormData(form));
  const body = JSON.stringify({ username, password, device: device() });
  const answer = await fetch("/api/session", { method: "POST", headers, body });
  const said = await answer.json();
  if (!answer.ok) {
    return say(form, said.detail);
  }
  const next = new URL(form.dataset.next, location.origin);
  if ("others" in form.dataset) {
    next.searchParams.set("account", said.account);
  }
  location.assign(next);
}

function say(form, words) {
  form.querySelector("[role=alert]").textContent = words;
}

for (const form of document.querySelectorAll("form[data-sign-in]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    say(form, "");
    button.disabled = true;
    await signIn(form).catch(() => say(form, form.dataset.offline));
    button.disabled = false;
  });
}

for (const button of document.querySelectorAll("[data-sign-out]")) {
  button.addEventListener("click", async () => {
    const account = { "X-Account": button.dataset.signOut };
    const answer = await fetch("/api/session", { method: "DELETE", headers: account }).catch(() => null);
    if (answer && (answer.ok || answer.status === 401)) {
      location.assign(button.dataset.next);
    } else {
      button.textContent = button.dataset.offline;
    }
  });
}
