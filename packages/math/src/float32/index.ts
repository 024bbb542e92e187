// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './exp.ts'
export * from './log.ts'
export * from './rounded.ts'
export * from './sigmoid.ts'
export * from './tanh.ts'
