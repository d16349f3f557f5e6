/** A file's text as a value that fits its schema, or a failure that names the file, the place in it and the remedy. */
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import schema from '../../media/leanscope.schema.json' with { type: 'json' };
import { readTextWithin, UnreadableFile } from '../files/read-file.ts';
import { FailureError } from '../model/failure.ts';
import { parseJsonText, parseYamlText, UnreadableText } from './parse-text.ts';

/** Scenario files are written by people. Recordings of a browser are not, but what is larger than this takes too much memory to read. */
const mostBytes = 128 * 1024 * 1024;

export const projectSchema = schema.$id;
export const scenarioSchema = `${schema.$id}#/definitions/scenario`;

export function badFile(file: string, problem: string, fix: string): FailureError {
  return new FailureError({ kind: 'badFile', file, problem, fix });
}

/** @throws FailureError badFile */
export async function readText(file: string, fix: string, most = mostBytes): Promise<string> {
  try {
    return await readTextWithin(file, { mostBytes: most });
  } catch (error) {
    if (error instanceof UnreadableFile) throw badFile(file, `${error.message}.`, fix);
    throw error;
  }
}

/** JSON, in which comments and trailing commas may stand. @throws FailureError badFile */
export function parseJson(file: string, text: string): unknown {
  return parsedBy(parseJsonText, file, text);
}

/** @throws FailureError badFile */
export function parseYamlFile(file: string, text: string): unknown {
  return parsedBy(parseYamlText, file, text);
}

function parsedBy(parse: (text: string) => unknown, file: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof UnreadableText) throw badFile(file, `${error.message}.`, error.fix);
    throw error;
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
