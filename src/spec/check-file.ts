/** A file's text as a value that fits its schema, or a failure that names the file, the place in it and the remedy. */
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { parse as parseJsonc, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { readFile } from 'node:fs/promises';
import { parse as parseYaml } from 'yaml';
import schema from '../../media/leanscope.schema.json' with { type: 'json' };
import { FailureError } from '../model/failure.ts';

/** Scenario files are written by people; what is larger was not. Recordings of a browser are. */
const mostBytes = 256 * 1024 * 1024;

export const projectSchema = schema.$id;
export const scenarioSchema = `${schema.$id}#/definitions/scenario`;

export function badFile(file: string, problem: string, fix: string): FailureError {
  return new FailureError({ kind: 'badFile', file, problem, fix });
}

/** @throws FailureError badFile */
export async function readText(file: string, fix: string): Promise<string> {
  try {
    const bytes = await readFile(file);
    if (bytes.length > mostBytes) throw badFile(file, 'it is larger than 256 MiB.', 'Name a smaller file.');
    return bytes.toString('utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    if (error instanceof FailureError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw badFile(file, code === 'ENOENT' ? 'there is no such file.' : `${message}.`, fix);
  }
}

/** JSON, in which comments and trailing commas may stand. */
export function parseJson(file: string, text: string): unknown {
  const errors: ParseError[] = [];
  const value: unknown = parseJsonc(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error === undefined) return value;
  const line = text.slice(0, error.offset).split('\n').length;
  const words = printParseErrorCode(error.error).replace(
    /([a-z])([A-Z])/g,
    (_all, a: string, b: string) => `${a} ${b.toLowerCase()}`,
  );
  throw badFile(file, `it is not JSON (${words}, line ${line}).`, 'Correct the syntax.');
}

export function parseYamlFile(file: string, text: string): unknown {
  try {
    return parseYaml(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    throw badFile(file, `it is not YAML (${reason ?? ''}).`, 'Correct the syntax.');
  }
}

/** The value, which fits the schema: the caller may take it for the schema's type. */
export function checked(file: string, value: unknown, schemaId: string): unknown {
  const validate = validatorOf(schemaId);
  if (validate(value)) return value;
  const [error] = validate.errors ?? [];
  throw badFile(
    file,
    error === undefined ? 'it does not fit its schema.' : sentence(error),
    'Correct it; the editor shows what is allowed while you type.',
  );
}

function validatorOf(schemaId: string): ValidateFunction {
  const ajv = new Ajv({ strict: false, schemas: [schema] });
  const validate = ajv.getSchema(schemaId);
  if (validate === undefined) throw new Error(`the schema ${schemaId} is missing`);
  return validate;
}

function sentence({ instancePath, message, params }: ErrorObject): string {
  const place = instancePath === '' ? 'the file' : instancePath.slice(1).replaceAll('/', '.');
  const allowed = 'allowedValues' in params ? ` (${(params['allowedValues'] as readonly unknown[]).join(', ')})` : '';
  const unknown = 'additionalProperty' in params ? ` ("${String(params['additionalProperty'])}")` : '';
  return `${place} ${message ?? 'is wrong'}${allowed}${unknown}.`;
}
