// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './flatten.ts'
export * from './linear.ts'
export * from './relu.ts'
export * from './sequential.ts'
export * from './sigmoid.ts'
export * from './tanh.ts'
