// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './adam.ts'
export * from './adam-w.ts'
export * from './rmsprop.ts'
export * from './sgd.ts'
