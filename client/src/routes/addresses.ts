/** The addresses that the app answers itself, on and off the network; all others are the server's pages. */
export const SCREENS =
  /^\/($|(ghi|so-tay|ban-ghi|duyet|chua-gui|cai-dat|tro-giup|luyen-tap|nam-cua-toi|mat-khau|vao|so)(\/|$))/
