export { DropoutError } from './dropout-error.ts'
export { checkProbability, type KeepOption, keepOf } from './keep-option.ts'
export type { MaskedLayer, VariantFacts } from './variant-facts.ts'
export * from './variants/index.ts'
