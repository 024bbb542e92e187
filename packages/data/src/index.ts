export * from './data-error.ts'
export * from './dataset.ts'
export * from './nd-array.ts'
