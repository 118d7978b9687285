import { describe, expect, it } from 'vitest'
import { namesIn, without } from '../../src/desk/examples/names'

const PEOPLE = ['Nguyễn Thị Lan', 'Lò Văn An', 'Sùng A Páo']

describe('names of a school in a text', () => {
  it('are found in full and after a form of address, in the order in which they stand', () => {
    const text = 'Cô Lan và thầy Lò Văn An cùng làm. Nguyễn Thị Lan kể lại; cô Lan vui.'
    expect(namesIn(text, PEOPLE)).toEqual([
      { text: 'Cô Lan', instead: 'Cô L.' },
      { text: 'Lò Văn An', instead: 'L.V.A.' },
      { text: 'Nguyễn Thị Lan', instead: 'N.T.L.' },
      { text: 'cô Lan', instead: 'cô L.' },
    ])
  })

  it('are no parts of other words', () => {
    expect(namesIn('Trường lan tỏa phong trào, an toàn giao thông, thầy Anh đọc.', PEOPLE)).toEqual([])
  })

  it('leave their initials everywhere once they are removed', () => {
    const [found] = namesIn('Sùng A Páo dạy. Ai cũng quý Sùng A Páo.', PEOPLE)
    expect(found && without('Sùng A Páo dạy. Ai cũng quý Sùng A Páo.', found)).toBe('S.A.P. dạy. Ai cũng quý S.A.P..')
  })
})
