// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './constant.ts'
export * from './cosine.ts'
export * from './exponential.ts'
export * from './inverse-time.ts'
export * from './linear-warmup.ts'
export * from './one-cycle.ts'
export * from './piecewise.ts'
export * from './polynomial.ts'
export * from './reduce-on-plateau.ts'
export * from './step.ts'
