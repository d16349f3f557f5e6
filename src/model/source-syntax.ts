/** How a source file is parsed, and what is known of the nodes of its tree (ESTree as Babel has it), for the stages that parse. */

export interface SyntaxNode {
  readonly type: string;
  /** Offsets in UTF-16 code units; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  readonly [property: string]: unknown;
}

type Plugin = 'typescript' | 'jsx' | 'decorators-legacy';

/** For `@babel/parser`. As much as possible is forgiven: the text ran, whatever the parser thinks of it. */
export function parserOptionsFor(file: string): {
  readonly errorRecovery: true;
  readonly attachComment: false;
  readonly allowReturnOutsideFunction: true;
  readonly allowAwaitOutsideFunction: true;
  plugins: Plugin[];
} {
  return {
    errorRecovery: true,
    attachComment: false,
    allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true,
    plugins: pluginsFor(file),
  };
}

/** Parameter decorators, which NestJS lives on, are of the older proposal only. */
function pluginsFor(file: string): Plugin[] {
  if (/\.[cm]?ts$/.test(file)) return ['typescript', 'decorators-legacy'];
  return file.endsWith('.tsx') ? ['typescript', 'jsx', 'decorators-legacy'] : ['jsx', 'decorators-legacy'];
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as Partial<SyntaxNode>).type === 'string';
}

const functionTypes = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ObjectMethod',
  'ClassMethod',
  'ClassPrivateMethod',
]);

export function isFunction({ type }: Pick<SyntaxNode, 'type'>): boolean {
  return functionTypes.has(type);
}
