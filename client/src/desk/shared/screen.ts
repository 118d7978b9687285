/** The props of every screen of the desk: the part of the address after its name ('' if none), and the query. */
export interface ScreenProps {
  id: string
  query: URLSearchParams
}
