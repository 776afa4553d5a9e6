const ranks =
  /^(?:(?:(?:global|super|junior|senior|full|hero|trusted|verified|active|new|registered|staff|site|forum) ?)?(?:member|moderator|mod|admin(?:istrator)?|vendor|seller|buyer|guest|newbie|user|staff|owner|vip|legendary)|mitglied|händler|verkäufer|gast|membre|modérateur|vendeur|invité|miembro|moderador|vendedor|invitado|membro|moderatore|venditore|lid|verkoper|gast|użytkownik|sprzedawca|gość|участник|пользователь|модератор|администратор|продавец|гость|новичок|会员|管理员|版主|卖家|online|offline|posts?|joined|pm|message|profile)[\s:：]*$/iu;

/** What boards print beside an author that is no name: ranks, and labels of counts and buttons. */
export const isRank = (text: string): boolean => ranks.test(text);
