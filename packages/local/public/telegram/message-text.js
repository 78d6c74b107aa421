import { h } from './dom.js';

/**
 * Text with entities as nodes. Entities nest; their offsets count UTF-16 units, as JavaScript does.
 * @param {string} text
 * @param {readonly { type: string, offset: number, length: number, url?: string, language?: string }[]} entities
 */
export function renderText(text, entities = []) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return renderRange(text, sorted, 0, text.length);
}

function renderRange(text, entities, start, end) {
  const nodes = [];
  let position = start;
  let rest = entities;
  while (rest.length) {
    const [entity, ...others] = rest;
    const entityEnd = Math.min(entity.offset + entity.length, end);
    if (entity.offset < position || entityEnd <= entity.offset) {
      rest = others;
      continue;
    }
    nodes.push(text.slice(position, entity.offset));
    const inner = others.filter((other) => other.offset < entityEnd);
    nodes.push(wrap(entity, text.slice(entity.offset, entityEnd), renderRange(text, inner, entity.offset, entityEnd)));
    position = entityEnd;
    rest = others.filter((other) => other.offset >= entityEnd);
  }
  nodes.push(text.slice(position, end));
  return nodes.filter((node) => node !== '');
}

function wrap(entity, text, children) {
  switch (entity.type) {
    case 'bold':
      return h('strong', {}, ...children);
    case 'italic':
      return h('em', {}, ...children);
    case 'underline':
      return h('u', {}, ...children);
    case 'strikethrough':
      return h('s', {}, ...children);
    case 'code':
      return h('code', {}, text);
    case 'pre':
      return h('pre', { 'data-language': entity.language }, text);
    case 'blockquote':
    case 'expandable_blockquote':
      return h('blockquote', {}, ...children);
    case 'spoiler':
      return h('span', { class: 'spoiler', tabindex: 0 }, ...children);
    case 'text_link':
      return link(entity.url ?? '', children);
    case 'url':
      return link(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`, children);
    case 'email':
      return link(`mailto:${text}`, children);
    case 'mention':
    case 'text_mention':
    case 'hashtag':
    case 'bot_command':
      return h('span', { class: 'mark' }, ...children);
    default:
      return h('span', {}, ...children);
  }
}

function link(url, children) {
  const isSafe = /^(https?|mailto|tel):/i.test(url) && URL.canParse(url);
  return isSafe
    ? h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, ...children)
    : h('span', {}, ...children);
}
