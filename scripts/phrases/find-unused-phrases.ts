import ts from 'typescript';

/** The type of a table of phrases, and the file that declares it. */
export interface PhraseTable {
  readonly file: string;
  readonly type: string;
}

/** What a group of phrases, or the table itself, has, by name. */
type Group = ReadonlyMap<string, ts.Symbol>;

/**
 * Phrases that no source names, as paths such as `actions.add`. A phrase is named where it is read (`words.actions.add`),
 * where it is picked by a value that can be nothing else (`choices[agent.role]`), and, in groups of which the sources use
 * `keyof`, where such a name is written (`label: 'email'`): reading those by a variable says nothing.
 */
export function findUnusedPhrases(
  program: ts.Program,
  { file, type }: PhraseTable,
  isSource: (file: string) => boolean,
): readonly string[] {
  const checker = program.getTypeChecker();
  const sources = program.getSourceFiles().filter(({ fileName }) => isSource(fileName));
  const paths = new Map<ts.Node, string>();
  const groups: Group[] = [];
  collect(checker.getDeclaredTypeOfSymbol(exportOf(file, type)), '');
  const pickedByName = new Set<Group>();
  const used = new Set<string>();
  for (const source of sources) visit(source, noteKeyof);
  for (const source of sources) visit(source, noteUse);
  return [...paths.values()].filter((path) => !used.has(path));

  function exportOf(fileName: string, name: string): ts.Symbol {
    const source = program.getSourceFile(fileName);
    const module = source && checker.getSymbolAtLocation(source);
    const found = module && checker.getExportsOfModule(module).find((symbol) => symbol.name === name);
    if (found === undefined) throw new Error(`${fileName} does not export ${name}.`);
    return found.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(found) : found;
  }

  function collect(group: ts.Type, prefix: string): void {
    groups.push(new Map(group.getProperties().map((symbol) => [symbol.name, symbol])));
    for (const symbol of group.getProperties()) {
      const value = checker.getTypeOfSymbol(symbol);
      const isGroup = (value.flags & ts.TypeFlags.Object) !== 0 && value.getCallSignatures().length === 0;
      if (isGroup) collect(value, `${prefix}${symbol.name}.`);
      else for (const declaration of symbol.declarations ?? []) paths.set(declaration, prefix + symbol.name);
    }
  }

  function noteKeyof(node: ts.Node): void {
    if (!ts.isTypeOperatorNode(node) || node.operator !== ts.SyntaxKind.KeyOfKeyword) return;
    // `code as keyof typeof faults` picks by what comes from elsewhere.
    if (ts.isAsExpression(node.parent)) return;
    const group = groupNamed(checker.getTypeAtLocation(node.type).getProperties());
    if (group !== undefined) pickedByName.add(group);
  }

  function noteUse(node: ts.Node): void {
    if (ts.isPropertyAccessExpression(node)) use(checker.getSymbolAtLocation(node.name));
    else if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) {
      const name = node.propertyName ?? node.name;
      if (ts.isIdentifier(name)) use(checker.getTypeAtLocation(node.parent).getProperty(name.text));
    } else if (ts.isElementAccessExpression(node)) {
      const group = groupNamed(checker.getTypeAtLocation(node.expression).getProperties());
      if (group !== undefined) usePicked(group, wordsOf(checker.getTypeAtLocation(node.argumentExpression)));
    } else if (ts.isStringLiteral(node)) usePassed(node, [node.text]);
    else if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.initializer))
      usePassed(node.initializer, wordsOf(checker.getTypeAtLocation(node.initializer)));
    else if (ts.isObjectLiteralExpression(node)) {
      const names = checker.getContextualType(node)?.getProperties() ?? [];
      const group = groupNamed(names);
      if (group === undefined || !pickedByName.has(group)) return;
      for (const { name } of node.properties) if (name && ts.isIdentifier(name)) use(group.get(name.text));
    }
  }

  function usePicked(group: Group, words: readonly string[]): void {
    if (pickedByName.has(group) && hasSameNames(group, words)) return;
    for (const word of words) use(group.get(word));
  }

  /** Where a name of a group is asked for; a variable that may be any of them says nothing. */
  function usePassed(value: ts.Expression, words: readonly string[]): void {
    const wanted = wordsOf(checker.getContextualType(value));
    const group = [...pickedByName].find((one) => hasSameNames(one, wanted));
    if (group !== undefined) usePicked(group, words);
  }

  function use(symbol: ts.Symbol | undefined): void {
    for (const declaration of symbol?.declarations ?? []) {
      const path = paths.get(declaration);
      if (path !== undefined) used.add(path);
    }
  }

  function groupNamed(symbols: readonly ts.Symbol[]): Group | undefined {
    const names = symbols.map(({ name }) => name);
    return groups.find((group) => hasSameNames(group, names));
  }

  /** The words that a type allows. */
  function wordsOf(type: ts.Type | undefined): readonly string[] {
    if (type === undefined) return [];
    const known = checker.getBaseConstraintOfType(type) ?? type;
    const parts = known.isUnion() ? known.types : [known];
    return parts.flatMap((part) => (part.isStringLiteral() ? [part.value] : []));
  }
}

function hasSameNames(group: Group, names: readonly string[]): boolean {
  return group.size === names.length && names.every((name) => group.has(name));
}

function visit(node: ts.Node, note: (node: ts.Node) => void): void {
  note(node);
  ts.forEachChild(node, (child) => visit(child, note));
}
