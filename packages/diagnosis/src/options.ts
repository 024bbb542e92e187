import { type OtherNames, options, type Read, type Schema } from '@thinned/schema'
import { DiagnosisError } from './diagnosis-error.ts'

/** Reads the options of a function of this package. */
/* @__NO_SIDE_EFFECTS__ */
export function diagnosisOptions<F extends Readonly<Record<string, Schema>>>(
  caller: string,
  fields: F,
  otherNames?: OtherNames,
): (given: unknown) => Read<F> {
  return options(caller, DiagnosisError, fields, otherNames)
}

/** A positional argument of a function, checked. @throws {DiagnosisError} */
export function argument<T>(caller: string, name: string, schema: Schema<T>, given: unknown): T {
  return diagnosisOptions(caller, { [name]: schema })({ [name]: given })[name]!
}
