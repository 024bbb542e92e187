// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './erf.ts'
export * from './exp.ts'
export * from './log.ts'
export * from './pow.ts'
export * from './sigmoid-tanh.ts'
export * from './sin-cos.ts'
