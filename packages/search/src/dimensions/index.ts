// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './choice.ts'
export * from './integer.ts'
export * from './log-uniform.ts'
export * from './uniform.ts'
