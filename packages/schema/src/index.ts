export { type Fields, list, object, optional, type Read, record, withDefault } from './composites.ts'
export { formatValue, functionName } from './format-value.ts'
export { nearest } from './nearest.ts'
export { type ErrorClass, type OtherNames, onlyOptions, options } from './options.ts'
export {
  boolean,
  either,
  Fault,
  func,
  integer,
  joined,
  type NumberRange,
  number,
  oneOf,
  type Schema,
  text,
  value,
} from './schema.ts'
export { parseState, readState, savedNumber } from './state.ts'
export { type ErrorCode, ThinnedError, type ThinnedErrorOptions } from './thinned-error.ts'
