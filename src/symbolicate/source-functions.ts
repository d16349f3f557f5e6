/** The functions in the text of an original source, with the names that their author gave them. */
import { parse } from '@babel/parser';
import { isFunction, isNode, parserOptionsFor, type SyntaxNode } from '../model/source-syntax.ts';

/** Offsets in UTF-16 code units; `end` is exclusive. */
export interface SourceFunction {
  /** As V8 would infer it; absent for a callback. */
  readonly name?: string;
  readonly start: number;
  /** Where its body begins: what lies before is its own name, parameters and types. */
  readonly bodyStart: number;
  readonly end: number;
  readonly isAsync: boolean;
}

/** Nothing where the text is in no language that is known here. */
export function functionsOf(text: string, file: string): readonly SourceFunction[] {
  try {
    const { program } = parse(text, { sourceType: 'module', ...parserOptionsFor(file) });
    const found: SourceFunction[] = [];
    visit(program as unknown as SyntaxNode, undefined, undefined, found);
    return found;
  } catch {
    return [];
  }
}

/** `given` is the name that a function or class gets from where it stands; `owner` that of the class around. */
function visit(node: SyntaxNode, given: string | undefined, owner: string | undefined, found: SourceFunction[]): void {
  if (isFunction(node)) add(node, given, owner, found);
  const isClass = node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
  const within = isClass ? (nameIn(node['id']) ?? given) : owner;
  for (const [property, value] of Object.entries(node)) {
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value])
      if (isNode(child)) visit(child, givenName(node, property, given), within, found);
  }
}

function add(node: SyntaxNode, given: string | undefined, owner: string | undefined, found: SourceFunction[]): void {
  const { body } = node;
  // A signature without a body is no function at run time.
  if (!isNode(body)) return;
  const own = node['computed'] === true ? undefined : nameIn(node['id'] ?? node['key']);
  const name = node['kind'] === 'constructor' ? owner : (own ?? given);
  found.push({
    ...(name === undefined ? {} : { name }),
    start: node.start,
    bodyStart: body.start,
    end: node.end,
    isAsync: node['async'] === true,
  });
}

const transparent = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'ParenthesizedExpression',
]);

/** The name that the language gives an anonymous function in this property of the node (ECMA-262, "NamedEvaluation"). */
function givenName(node: SyntaxNode, property: string, given: string | undefined): string | undefined {
  if (transparent.has(node.type)) return property === 'expression' ? given : undefined;
  switch (`${node.type}.${property}`) {
    case 'VariableDeclarator.init':
      return nameIn(node['id']);
    case 'AssignmentExpression.right':
    case 'AssignmentPattern.right':
      return nameIn(node['left']);
    case 'ObjectProperty.value':
    case 'ClassProperty.value':
    case 'ClassPrivateProperty.value':
    case 'ClassAccessorProperty.value':
      return node['computed'] === true ? undefined : nameIn(node['key']);
    case 'ExportDefaultDeclaration.declaration':
      return 'default';
    default:
      return undefined;
  }
}

function nameIn(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  switch (node.type) {
    case 'Identifier':
      return String(node['name']);
    case 'StringLiteral':
    case 'NumericLiteral':
      return String(node['value']);
    case 'PrivateName': {
      const name = nameIn(node['id']);
      return name === undefined ? undefined : `#${name}`;
    }
    case 'MemberExpression':
      return nameIn(node['property']);
    default:
      return undefined;
  }
}
