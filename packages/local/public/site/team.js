// A page of the team: whoever clicks a name is signed in as that person, in this tab. A back office has its own sign-in
// and needs only the last function.

const KEPT = 'harbor-goods-team';
const people = document.querySelector('[data-people]');
const list = people.querySelector('ul');
const problem = people.querySelector('[data-problem]');
const self = document.querySelector('.team-self');

// One page serves the inbox and the console.
document.querySelector(`.demo a[href="${location.pathname}"]`)?.setAttribute('aria-current', 'page');

document.querySelector('[data-leave]').addEventListener('click', () => {
  sessionStorage.removeItem(KEPT);
  location.reload();
});

const email = sessionStorage.getItem(KEPT);
const team = await call('people');
const person = team?.people.find((one) => one.email === email);
if (person !== undefined) showDesk(person);
else if (team !== undefined) choosePerson(team.people);

function choosePerson(candidates) {
  for (const candidate of candidates) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button outline';
    button.textContent = `Continue as ${candidate.name} (${candidate.role})`;
    button.addEventListener('click', () => {
      sessionStorage.setItem(KEPT, candidate.email);
      people.hidden = true;
      showDesk(candidate);
    });
    const item = document.createElement('li');
    item.append(button);
    list.append(item);
  }
  people.hidden = false;
}

function showDesk({ name, role, email: address }) {
  self.hidden = false;
  self.querySelector('[data-self]').textContent = `${name} (${role})`;
  let session;
  const desk = document.querySelector('[data-desk]').content.firstElementChild.cloneNode(true);
  // Asked before every call, as `supabase.auth.getSession()` is: it answers with a token that still holds.
  desk.getAccessToken = async () => {
    if (session === undefined || session.expires_at * 1000 < Date.now() + 60_000) {
      session = await call('session', { email: address });
    }
    return session?.access_token ?? null;
  };
  document.querySelector('main').append(desk);
}

async function call(path, body) {
  const response = await fetch(`/team/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (response.ok) return response.json();
  people.hidden = false;
  problem.textContent = (await response.json()).message;
  return undefined;
}
