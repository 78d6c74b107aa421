import { join, relative } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../read-packages.ts';
import type { ElementSource } from './elements.ts';

/** What only the type checker knows; the analyzer reads syntax. */
export interface ElementTypes {
  /** Per public property of the element class. */
  readonly properties: ReadonlyMap<string, { readonly values: readonly string[]; readonly text: string }>;
  /** Per event that one of the exported classes stands for. */
  readonly events: ReadonlyMap<string, EventTypes>;
}

interface EventTypes {
  /** The class. */
  readonly type: string;
  /** Where that is: a path within the package. */
  readonly module: string;
  /** What its `detail` has, by name. */
  readonly detail: readonly (readonly [name: string, type: string])[];
  readonly isCancelable: boolean;
}

const PACKAGE = join(ROOT, 'packages/element');
const NAMED = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope;

/** Types of an element's properties and events, from the modules that export them. */
export function readTypes({ elementClass: { name: className }, definition, entries }: ElementSource): ElementTypes {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.test.json'), (path) => ts.sys.readFile(path)) as {
    config: { include: string[] };
  };
  config.include = [definition, ...entries].map((path) => `packages/element/${path}`);
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const program = ts.createProgram(fileNames, options);
  const checker = program.getTypeChecker();
  const exported = new Map(entries.flatMap(exportsOf).map((symbol) => [symbol.name, resolve(symbol)] as const));
  const element = exported.get(className);
  if (element === undefined) throw new Error(`${entries.join(', ')} does not export ${className}.`);

  const properties = new Map<string, { values: readonly string[]; text: string }>();
  for (const property of checker.getDeclaredTypeOfSymbol(element).getProperties()) {
    if (!isOurs(property)) continue;
    const type = checker.getTypeOfSymbol(property);
    const text = writtenType(property) ?? checker.typeToString(type, undefined, NAMED);
    properties.set(property.name, { values: words(type), text });
  }

  const events = new Map<string, EventTypes>();
  for (const symbol of exported.values()) {
    for (const declaration of symbol.declarations ?? []) {
      if (!ts.isClassDeclaration(declaration)) continue;
      const call = superCall(declaration);
      const [name, , cancelable] = call?.arguments ?? [];
      if (name === undefined || !ts.isStringLiteral(name)) continue;
      const detail = checker.getDeclaredTypeOfSymbol(symbol).getProperty('detail');
      if (detail === undefined) continue;
      events.set(name.text, {
        type: symbol.name,
        module: relative(PACKAGE, declaration.getSourceFile().fileName),
        detail: checker
          .getTypeOfSymbol(detail)
          .getProperties()
          .map((property) => [
            property.name,
            checker.typeToString(checker.getTypeOfSymbol(property), undefined, NAMED),
          ]),
        isCancelable: cancelable?.kind === ts.SyntaxKind.TrueKeyword,
      });
    }
  }
  return { properties, events };

  function exportsOf(path: string): readonly ts.Symbol[] {
    const file = program.getSourceFile(join(PACKAGE, path));
    const module = file && checker.getSymbolAtLocation(file);
    if (module === undefined) throw new Error(`The type checker found no packages/element/${path}.`);
    return checker.getExportsOfModule(module);
  }

  function resolve(symbol: ts.Symbol): ts.Symbol {
    return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  }
}

/** Not inherited from HTMLElement or Lit. */
function isOurs(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some(({ parent }) => parent.getSourceFile().fileName.startsWith(PACKAGE));
}

/** As the source has it, which is by name; not where it depends on the class that extends the one that declares it. */
function writtenType({ valueDeclaration }: ts.Symbol): string | undefined {
  if (valueDeclaration === undefined || !ts.isPropertyDeclaration(valueDeclaration)) return undefined;
  const { parent, type } = valueDeclaration;
  return (parent.typeParameters?.length ?? 0) > 0 ? undefined : type?.getText();
}

/** The words that a property takes; none unless it takes nothing else. */
function words(type: ts.Type): readonly string[] {
  if (!type.isUnion() || !type.types.every((part) => part.isStringLiteral())) return [];
  return type.types.map((part) => (part as ts.StringLiteralType).value).filter((word) => word !== '');
}

function superCall(declaration: ts.ClassDeclaration): ts.CallExpression | undefined {
  const made = declaration.members.find((member) => ts.isConstructorDeclaration(member));
  const [first] = made?.body?.statements ?? [];
  if (first === undefined || !ts.isExpressionStatement(first) || !ts.isCallExpression(first.expression))
    return undefined;
  return first.expression.expression.kind === ts.SyntaxKind.SuperKeyword ? first.expression : undefined;
}
