import { channelDropout, dropBlock, dropout } from '@thinned/dropout'
import { createPass } from '@thinned/nn'
import { key } from '@thinned/rng'
import { ones } from '@thinned/tensor'

const keep = 0.6
const image = ones([1, 3, 3, 2]) // examples, rows, columns, channels
const pass = createPass({ mode: 'train', key: key(1) })
for (const layer of [dropout({ keep }), channelDropout({ keep }), dropBlock({ keep, block: 2 })])
  console.log(layer.kind, layer.forward(image, pass).readSync().map(Math.sign).join(' '))
