/// The small words of a language: articles, pronouns, prepositions, auxiliaries.
///
/// They tell a language from another, and they say little about what a text is about. Written folded, as `Words`
/// gives them: without accents, elided articles alone, contractions without their apostrophe.
enum SmallWords {
  /// The languages that have a word among their small words, as `Language.bit`s.
  static func languages(of word: Span<UInt8>) -> UInt32 {
    guard word.count <= longest else { return 0 }
    return table.words.find(word).map { table.languages[$0] } ?? 0
  }

  private static let longest = (0..<table.words.count).map { table.words.length(of: $0) }.max() ?? 0

  private static let table: (words: ByteTable, languages: [UInt32]) = {
    var words = ByteTable()
    var languages: [UInt32] = []
    for (code, text) in lists {
      let list = Words(of: text)
      for word in list.list {
        let id = words.id(of: list.folded.span.extracting(word.folded))
        if id == languages.count { languages.append(0) }
        languages[id] |= Language(code).bit
      }
    }
    return (words, languages)
  }()

  private static let lists: [(code: String, words: String)] = [
    (
      "fr",
      """
      a ai aie ait alors apres as au aucun aucune aussi autre autres aux avaient avais avait avant avec
      avez avoir avons ayant beaucoup bien c car ce ceci cela celle celles celui ces cet cette ceux chaque
      chez ci comme comment d dans de deja depuis des deux doit donc dont du elle elles en encore entre
      es est et etaient etais etait etant ete etes etre eu eux fait faire fois font fut il ils j je jusqu l la
      laquelle le lequel les lesquels leur leurs lors lorsqu lorsque lui m ma mais me meme memes mes mien moi
      moins mon n ne ni non nos notre nous on ont or ou par parce pas pendant peu peut peuvent plus plusieurs
      pour pourquoi pourrait puis puisque qu quand que quel quelle quelles quelque quelques quels qui quoi
      sa sans se sera serait seront ses si sien soi soit sommes son sont sous suis sur t ta tandis te tel
      telle tels tes toi ton toujours tous tout toute toutes tres trop tu un une va vers voici voila vont vos
      votre vous y
      """
    ),
    (
      "en",
      """
      a about after again all also am an and any are as at be because been before being both but by can
      cannot cant could couldnt did didnt do does doesnt doing done dont each either for from further get
      gets getting got had hadnt has hasnt have havent having he her here hers him his how i if im in into
      is isnt it its itself ive just let may me might mine more most much must my myself no nor not now of
      off on once only or other our ours out over own per please same shall she should shouldnt so some
      such than that the their theirs them then there these they this those through to too under until up
      upon us very was wasnt we were werent what when where which while who whom whose why will with
      within without wont would wouldnt you your yours
      """
    ),
    (
      "de",
      """
      aber alle als also am an auch auf aus bei bin bis bist da damit dann das dass dem den denn der des
      die dies diese dieser doch du durch ein eine einem einen einer eines er es fur gegen hab habe haben
      hat hatte hatten ich ihm ihn ihr ihre im in ist ja kann kein keine konnen man mein meine mich mir
      mit muss nach nicht noch nun nur ob oder ohne schon sehr sein seine sich sie sind so uber um und uns
      unser vom von vor war waren warum was wenn wer werden wie wir wird wo wurde wurden zu zum zur
      """
    ),
    (
      "es",
      """
      al ante antes asi aunque cada como con cual cuando de del desde donde dos el ella ellos en entre era
      es esa ese eso esta estaba estan estar este esto estos fue ha hace han hasta hay he la las le les lo
      los mas me mi mientras mis muy nada ni no nos nosotros o otra otro para pero por porque puede que
      quien se sea ser si sin sobre son su sus tambien te tengo tiene todo todos tu tus un una unos y ya yo
      """
    ),
    (
      "it",
      """
      abbiamo ad agli ai al alla alle allo anche avere c che chi ci come con cosa cui d da dagli dal dalla
      degli dei del dell della delle dello di dopo dove e ed era essere fare fatto gli ha hai hanno ho i il
      in io l la le lei lo loro ma mi mia mio molto ne nei nel nella nelle no noi non nostro o ogni per
      perche piu po poi prima puo qual quando quello questa questo qui quindi se sei senza si sia sono su
      sua sul sulla suo te ti tra tu tutti tutto un una uno vi voi
      """
    ),
    (
      "pt",
      """
      a ainda ao aos as ate com como da das de dela dele depois do dos e ela elas ele eles em entre era
      essa esse esta estava este eu foi foram ha isso isto ja lhe mais mas me mesmo meu minha muito na nao
      nas nem no nos nossa nosso num numa o os ou para pela pelo pode por porque qual quando que quem se
      sem ser seu seus so sua suas tambem te tem tenho ter tudo um uma voce
      """
    ),
    (
      "nl",
      """
      aan al alle als altijd andere ben bij daar dan dat de der deze die dit doch doen door dus een eens en
      er ge geen geweest haar had heb hebben heeft hem het hier hij hoe hun ik in is ja je kan kunnen maar
      me meer men met mij mijn moet na naar niet niets nog nu of om omdat ons ook op over reeds te tegen
      toch toen tot u uit uw van veel voor waar want waren was wat we wel werd wezen wie wij wil worden
      wordt zal ze zei zelf zich zij zijn zo zonder zou
      """
    ),
    (
      "sv",
      """
      alla att av blev bli da dar de dem den denna deras dess det detta dig din du efter ej eller en er ett
      fran for han hans har hennes hon hur i icke ingen inom inte jag kan kunde man med mellan men mig min
      mot mycket ni nu nar och om oss pa samma sedan sig sin sitta skulle som till under upp ut utan vad
      var vara vi vid vilken
      """
    ),
    (
      "da",
      """
      af alle alt anden at blev blive bliver da de dem den denne der deres det dette dig din dog du efter
      eller en end er et for fra ham han hans har havde hende her hos hun hvad hvis hvor i ikke ind jeg jo
      kunne man mange med meget men mig min mit nar nogle noget nu og ogsa om op os over pa selv sig
      skal skulle som til ud under var vi vil ville vor
      """
    ),
    (
      "no",
      """
      alle at av bare ble bli blir da de deg den der dere det dette din du eller en enn er et etter for fra
      fordi ha hadde han hans har hennes her hun hva hvor hvordan hvorfor i ikke inn jeg kan kunne man mange
      med meg mellom men mer min mitt mot na nar noe noen nok og ogsa om opp oss over pa seg selv skal
      skulle som til under ut var vi vil ville
      """
    ),
    (
      "fi",
      """
      ei eivat en että etta ette han hanen he heidan ja jo joka jos kanssa kuin kun kuka me mika mina mita
      minun minulla mutta myos ne niin nyt olen olet oli olivat olla on ovat se sen siita sina sita sitten
      tai tama taman te tuo vain voi voin vaan
      """
    ),
    (
      "hu",
      """
      a abban ahhoz ahogy aki akkor alatt amely ami amig az azert azok azt be csak de egy egyik el ez ezek
      ezt fel ha hanem hogy hogyan hol is itt jo ki kell le lesz lehet majd meg mert mi miert mikor milyen
      mint most nagy ne nekem nem nincs olyan ott pedig s sem szamara tehat utan vagy vagyok van volt
      """
    ),
    (
      "ro",
      """
      a acea aceasta acest acesta al ale am ar are as asa au avea ca care ce cel cu cum da daca dar de
      deci decat din dintre dupa ea ei el este eu fi fie fost iar il imi in intr intre isi la le lor lui
      mai mea meu mi multe ne nici noi nu o ori pe pentru pot prin sa sau se si sunt te tot un una unde
      unei unui va vom
      """
    ),
    (
      "tr",
      """
      acaba ama ancak bana belki ben benim bir biz bu bunu cok cunku da daha de degil diye en eger gibi
      hem hep her icin ile ise kadar ki kim mi mu nasil ne neden nerede o olan olarak oldu olduğu onu
      sen siz sonra su sey tum var ve veya ya yani yok
      """
    ),
    (
      "ca",
      """
      al als amb aquest aquesta aixo be cada com d de del dels des dins doncs el els ella ells em en entre
      era es esta fins fos ha han hem he hi i jo l la les li lo mes meu molt ni no nosaltres o on pel pels
      per pero perque poc quan que qui sense ser seu seva si sobre som son sota tambe te tot una uns va
      vaig
      """
    ),
    (
      "id",
      """
      ada adalah akan aku anda apa atau bagaimana bahwa belum bisa dan dapat dari dengan di dia hanya harus
      ini itu jika juga kami kapan karena ke kenapa kita lagi mereka oleh pada saja sangat saya sebagai
      sudah telah tentang tetapi tidak untuk yang
      """
    ),
    (
      "lt",
      """
      ant ar as bei bet bus buvo dar del iki ir is it jau jei jis ji jie jo jos ka kad kai kaip kas kur mano
      man mes ne nei nes no nuo o per po prie su tai tas taip tik tu uz yra
      """
    ),
    (
      "eu",
      """
      al ala bai baina bat batean berriz beste da dago dira ditu du dugu dut edo egin egon ere eta ez gara
      hau hori izan nik naiz nire oso zer zuen
      """
    ),
    (
      "ga",
      """
      ach ag agus an ar as ata bhi chun de do don faoi gach go i iad in is le leis ma mar me ml na ni nil no
      o on roimh sa san se si sin sinn siad ta thar tu um
      """
    ),
    (
      "el",
      "αν απο για δεν εγω ειμαι ειναι ενα εχει εχω η θα και με μια μου να ο οι που σε στην στο τα την της το του των ως"
    ),
    (
      "ru",
      """
      а без бы был была были было в вам вас во вот все вы где да для до его ее если есть еще же за и из или
      им их к как ко когда кто ли мне мы на не нет но о он она они от по почему при с со так то только у уже
      что чтобы это я
      """
    ),
    (
      "sr",
      "али био бити да за из и или је као када ко који на не није од он по са се сам само су то у што али bi da je kao koji nije od sa sam se su sto za"
    ),
    ("ar", "ان او الى التي الذي انا في كان كل لا لم ما مع من هذا هذه هل هو هي و على عن قد"),
    ("hi", "और का की के को है हैं में से पर यह वह ने भी तो कि था थी मैं क्या नहीं लिए एक"),
    ("ne", "र को का की मा ले लाई छ छन् यो त्यो पनि भने हो हुन् म मेरो छैन गर्न बाट एक"),
    ("ta", "அந்த இந்த ஒரு என்று என இது அது நான் என் மற்றும் உள்ளது"),
    ("hy", "ես և է եմ են իմ մի որ չէ այն այս հետ համար"),
    ("yi", "און איז דאס די דער א אין פון צו מיט נישט איך"),
  ]
}
