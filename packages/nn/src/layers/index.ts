// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './average-pool2d.ts'
export * from './conv2d.ts'
export * from './flatten.ts'
export * from './linear.ts'
export * from './max-pool2d.ts'
export * from './relu.ts'
export * from './sequential.ts'
export * from './sigmoid.ts'
export * from './tanh.ts'
