/**
 * A Rollup plugin for the CDN build: takes the white space out of this package's css`…` and html`…` templates, about
 * 1 kB gzip of what a visitor loads. Terser leaves templates alone, because it cannot know that white space means
 * nothing there; here it is known.
 */
export function minifyLiterals() {
  return {
    name: 'minify-literals',
    transform(code, id) {
      if (!/[\\/]element[\\/]dist[\\/]/.test(id)) return null;
      const edits = [];
      visit(this.parse(code), null, (element, tag) => {
        const shorter = tag === 'html' ? minifyHtml(element.value.raw) : minifyCss(element.value.raw);
        if (element.value.raw.includes('\n')) edits.push([element.start, element.end, shorter]);
      });
      let result = code;
      for (const [start, end, text] of edits.sort((a, b) => b[0] - a[0]))
        result = result.slice(0, start) + text + result.slice(end);
      return { code: result, map: null };
    },
  };
}

function visit(node, tag, onElement) {
  if (Array.isArray(node)) {
    for (const child of node) visit(child, tag, onElement);
    return;
  }
  if (node === null || typeof node !== 'object') return;
  if (node.type === 'TemplateElement') onElement(node, tag);
  else if (node.type === 'TaggedTemplateExpression') {
    for (const element of node.quasi.quasis) onElement(element, node.tag.name);
    visit(node.quasi.expressions, null, onElement);
  } else {
    for (const key in node) if (key !== 'type') visit(node[key], tag, onElement);
  }
}

/** A line break between tags is nothing, any other is a space; text that keeps its white space has no line breaks. */
function minifyHtml(text) {
  return text.replace(/(^|>)\s*\n\s*(?=<|$)/g, '$1').replace(/\s*\n\s*/g, ' ');
}

function minifyCss(text) {
  return text
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;}/g, '}')
    .replace(/(?<![\w.])0\.(?=\d)/g, '.');
}
