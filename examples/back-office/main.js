import { createClient } from '@supabase/supabase-js';

// Of your project: its address and its publishable key. The local stack takes any key.
const PROJECT = 'http://localhost:4100';
const supabase = createClient(PROJECT, 'sb_publishable_of_your_project');

const [form, email, password, problem, bar, who, signOut, desk] = 'sign-in email password problem bar who sign-out desk'
  .split(' ')
  .map((id) => document.getElementById(id));

// Each element comes with the first look at it, and stays: whoever goes to the console loses no draft in the inbox.
const elements = {
  inbox: () => import('@support-chat/element/inbox'),
  console: () => import('@support-chat/element/console'),
};
const shown = new Map();

async function show(name) {
  await elements[name]();
  if (!shown.has(name)) {
    const element = document.createElement(`support-chat-${name}`);
    element.setAttribute('api-url', `${PROJECT}/functions/v1/support-chat`);
    // Asked before every call, and once more when the server did not take the token.
    element.getAccessToken = async (isRejected) => {
      const { data } = await (isRejected ? supabase.auth.refreshSession() : supabase.auth.getSession());
      return data.session?.access_token ?? null;
    };
    shown.set(name, element);
    desk.append(element);
  }
  for (const [other, element] of shown) element.hidden = other !== name;
  for (const link of bar.querySelectorAll('a')) {
    if (link.hash === `#${name}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

function follow() {
  const name = location.hash.slice(1);
  return show(name in elements ? name : 'inbox');
}

supabase.auth.onAuthStateChange((_event, session) => {
  const isSignedIn = session !== null;
  form.hidden = isSignedIn;
  bar.hidden = desk.hidden = !isSignedIn;
  who.textContent = session?.user.email ?? '';
  if (isSignedIn) return void follow();
  // Nothing of one person is there for the next.
  shown.clear();
  desk.replaceChildren();
});

addEventListener('hashchange', () => {
  if (!desk.hidden) void follow();
});

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  problem.textContent = '';
  const { error } = await supabase.auth.signInWithPassword({ email: email.value, password: password.value });
  password.value = '';
  if (error) problem.textContent = error.message;
});

signOut.addEventListener('click', () => supabase.auth.signOut());
