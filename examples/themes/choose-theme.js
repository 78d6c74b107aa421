// A site has one theme and needs none of this: it only swaps the style sheets of this page, #terminal for terminal.css.
const links = [...document.querySelectorAll('nav a')];

function choose() {
  const chosen = links.find(({ hash }) => hash === location.hash) ?? links[0];
  const name = chosen.hash.slice(1);
  document.getElementById('theme').href = `${name}.css`;
  document.body.dataset.theme = name;
  for (const link of links) link.toggleAttribute('aria-current', link === chosen);
}

addEventListener('hashchange', choose);
choose();
