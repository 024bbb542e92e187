// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './affine.ts'
export * from './copy.ts'
export * from './dropout.ts'
export * from './matmul.ts'
export * from './relu.ts'
export * from './relu-gradient.ts'
export * from './scaled-sum.ts'
