export * from './float32/index.ts'
export { MathError } from './math-error.ts'
