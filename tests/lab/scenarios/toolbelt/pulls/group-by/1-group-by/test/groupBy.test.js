import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { groupBy } from '../src/groupBy.js'

describe('groupBy', () => {
  it('sorts items by their key', () => {
    const groups = groupBy(['ant', 'bee', 'asp'], (word) => word[0])
    assert.deepEqual([...groups], [['a', ['ant', 'asp']], ['b', ['bee']]])
  })

  it('makes no group of nothing', () => {
    assert.equal(groupBy([], String).size, 0)
  })
})
