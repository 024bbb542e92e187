// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './accuracy.ts'
export * from './confusion-matrix.ts'
export * from './f1.ts'
export * from './precision.ts'
export * from './recall.ts'
export * from './top-k-accuracy.ts'
