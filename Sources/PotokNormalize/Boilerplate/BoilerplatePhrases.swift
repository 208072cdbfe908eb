/// Phrases that stand between the paragraphs of pages and are no part of what they say.
///
/// They are compared folded: case, diacritics, punctuation and white space do not matter. A phrase belongs here when it is
/// usual on many sites of a language and a text hardly ever has it as a paragraph of its own.
struct BoilerplatePhrases: Sendable {
    /// The language as a BCP 47 tag.
    var language: String
    /// Whole lines: what is only this goes.
    var lines: [String]
    /// Beginnings of lines that lead elsewhere: the line goes when the phrase is all of it, or when a colon, a dash, an arrow or
    /// (in languages that do not write every noun with a capital letter) a capital letter follows.
    var leads: [String] = []
    /// Beginnings of notices: the line goes whatever follows.
    var notices: [String] = []
    /// Whether a capital letter behind a lead tells a title.
    var hasTellingCapitals = true

    /// All phrases, by language.
    static let all: [BoilerplatePhrases] = [
        BoilerplatePhrases(
            language: "pl",
            lines: [
                "Reklama", "Artykuł sponsorowany", "Materiał sponsorowany", "Materiał partnera", "Materiał promocyjny",
                "Dalsza część artykułu pod wideo", "Dalszy ciąg materiału pod wideo", "Dalsza część tekstu pod wideo",
                "Pozostało jeszcze", "Ciąg dalszy artykułu pod reklamą",
                "Dalsza część artykułu znajduje się pod reklamą",
                "Koniec reklamy", "Autopromocja", "Zobacz galerię", "Udostępnij", "Udostępnij artykuł", "Skopiuj link",
                "Zapisz się do newslettera", "Zapisz się na newsletter", "Dodaj komentarz", "Komentarze", "Drukuj",
                "Powrót do góry", "Zaloguj się, aby skomentować", "Obserwuj nas w Google News",
            ],
            leads: [
                "Czytaj także", "Czytaj też", "Czytaj również", "Czytaj więcej", "Czytaj dalej", "Przeczytaj także",
                "Przeczytaj też", "Przeczytaj również", "Przeczytaj więcej", "Zobacz także", "Zobacz też",
                "Zobacz również",
                "Zobacz więcej", "Dowiedz się więcej", "Sprawdź także", "Polecamy", "Polecamy także",
                "Polecamy również",
                "Warto przeczytać", "Może Cię zainteresować", "Powiązane artykuły", "Podobne artykuły",
            ],
            notices: [
                "Materiał chroniony prawem autorskim", "Treść chroniona prawem autorskim", "Wszelkie prawa zastrzeżone",
            ]
        ),
        BoilerplatePhrases(
            language: "en",
            lines: [
                "Advertisement", "Advertising", "Sponsored content", "Sponsored", "Story continues below advertisement",
                "Article continues below advertisement", "Article continues after advertisement",
                "Advertisement continues below",
                "Continue reading below", "Continue reading the main story", "Scroll to continue", "Skip advertisement",
                "Skip to main content", "Skip to content", "Share this article", "Share this story",
                "Share on Facebook",
                "Share on Twitter", "Share on X", "Share on LinkedIn", "Copy link", "Share via email",
                "Print this page",
                "Sign up for our newsletter", "Subscribe to our newsletter", "Sign up to our newsletter",
                "Leave a comment",
                "Leave a reply", "Back to top", "Follow us on Google News", "You may also like", "Related articles",
                "Related stories", "Related posts", "More on this story", "Recommended for you", "See also",
                "Read also",
            ],
            leads: [
                "Read more", "Read next", "Also read", "Read also", "Related", "Recommended reading", "Recommended",
                "More from",
                "Don't miss", "Up next", "Watch now", "You might also like",
            ],
            notices: ["All rights reserved", "This material may not be published broadcast rewritten or redistributed"]
        ),
        BoilerplatePhrases(
            language: "de",
            lines: [
                "Anzeige", "Werbung", "Advertorial", "Anzeige Ende", "Weiter nach der Anzeige",
                "Weiterlesen nach der Anzeige",
                "Artikel teilen", "Link kopieren", "Newsletter abonnieren", "Zur Startseite", "Nach oben",
                "Kommentar schreiben",
                "Mehr zum Thema", "Auf Facebook teilen", "Per E-Mail teilen", "Drucken",
                "Das könnte Sie auch interessieren",
                "Das könnte dich auch interessieren",
            ],
            leads: [
                "Lesen Sie auch", "Lesen Sie mehr", "Lesen Sie hier", "Lies auch", "Auch interessant", "Mehr dazu",
                "Siehe auch",
                "Weiterlesen", "Empfehlung der Redaktion",
            ],
            notices: ["Alle Rechte vorbehalten"],
            hasTellingCapitals: false
        ),
        BoilerplatePhrases(
            language: "fr",
            lines: [
                "Publicité", "La suite après la publicité", "La suite après cette publicité", "Contenu sponsorisé",
                "Partager l'article", "Partager sur Facebook", "Copier le lien", "S'inscrire à la newsletter",
                "Laisser un commentaire", "Articles similaires", "Sur le même sujet", "Retour en haut",
            ],
            leads: [
                "Lire aussi", "À lire aussi", "Lire la suite", "Lire également", "À lire également", "Voir aussi",
                "En savoir plus",
            ],
            notices: ["Tous droits réservés"]
        ),
        BoilerplatePhrases(
            language: "es",
            lines: [
                "Publicidad", "Anuncio", "Contenido patrocinado", "Compartir en Facebook", "Copiar enlace",
                "Suscríbete a nuestra newsletter", "Deja un comentario", "Artículos relacionados",
                "Noticias relacionadas",
                "Te puede interesar", "Volver arriba",
            ],
            leads: [
                "Lea también", "Lee también", "Leer más", "Lee más", "Ver también", "Más información",
                "También te puede interesar",
            ],
            notices: ["Todos los derechos reservados"]
        ),
        BoilerplatePhrases(
            language: "pt",
            lines: [
                "Publicidade", "Anúncio", "Conteúdo patrocinado", "Continua após a publicidade",
                "Continua depois da publicidade",
                "Compartilhar no Facebook", "Partilhar no Facebook", "Copiar link", "Deixe um comentário",
                "Artigos relacionados",
                "Voltar ao topo",
            ],
            leads: ["Leia também", "Leia mais", "Saiba mais", "Veja também", "Ler mais"],
            notices: ["Todos os direitos reservados"]
        ),
        BoilerplatePhrases(
            language: "it",
            lines: [
                "Pubblicità", "Annuncio pubblicitario", "Contenuto sponsorizzato", "Condividi su Facebook",
                "Copia link",
                "Iscriviti alla newsletter", "Lascia un commento", "Articoli correlati", "Potrebbe interessarti",
                "Torna su",
            ],
            leads: ["Leggi anche", "Leggi di più", "Vedi anche", "Per approfondire", "Ti potrebbe interessare"],
            notices: ["Tutti i diritti riservati"]
        ),
        BoilerplatePhrases(
            language: "nl",
            lines: [
                "Advertentie", "Gesponsorde inhoud", "Deel dit artikel", "Deel op Facebook", "Kopieer link",
                "Schrijf je in voor de nieuwsbrief", "Plaats een reactie", "Gerelateerde artikelen", "Terug naar boven",
            ],
            leads: ["Lees ook", "Lees meer", "Lees verder", "Bekijk ook", "Zie ook"],
            notices: ["Alle rechten voorbehouden"]
        ),
        BoilerplatePhrases(
            language: "cs",
            lines: [
                "Reklama", "Inzerce", "Sdílet článek", "Sdílet na Facebooku", "Přidat komentář", "Související články",
                "Komerční sdělení",
            ],
            leads: ["Čtěte také", "Přečtěte si také", "Číst více", "Více čtěte", "Mohlo by vás zajímat", "Viz také"],
            notices: ["Všechna práva vyhrazena"]
        ),
        BoilerplatePhrases(
            language: "sk",
            lines: [
                "Reklama", "Inzercia", "Zdieľať článok", "Zdieľať na Facebooku", "Pridať komentár", "Súvisiace články",
            ],
            leads: ["Čítajte aj", "Čítajte tiež", "Prečítajte si aj", "Čítať viac", "Mohlo by vás zaujímať"],
            notices: ["Všetky práva vyhradené"]
        ),
        BoilerplatePhrases(
            language: "hu",
            lines: ["Hirdetés", "Szponzorált tartalom", "Megosztás Facebookon", "Kapcsolódó cikkek", "Hozzászólások"],
            leads: ["Olvassa el ezt is", "Olvasd el ezt is", "Kapcsolódó cikk", "Tovább olvasom", "Ez is érdekelheti"],
            notices: ["Minden jog fenntartva"]
        ),
        BoilerplatePhrases(
            language: "ro",
            lines: ["Publicitate", "Reclamă", "Distribuie pe Facebook", "Articole similare", "Lasă un comentariu"],
            leads: ["Citește și", "Citeste si", "Citește mai mult", "Vezi și", "Citește mai departe"],
            notices: ["Toate drepturile rezervate"]
        ),
        BoilerplatePhrases(
            language: "sv",
            lines: [
                "Annons", "Sponsrat innehåll", "Dela artikeln", "Dela på Facebook",
                "Artikeln fortsätter under annonsen",
            ],
            leads: ["Läs också", "Läs mer", "Läs även", "Se också"],
            notices: ["Alla rättigheter förbehållna"]
        ),
        BoilerplatePhrases(
            language: "da",
            lines: [
                "Annonce", "Sponsoreret indhold", "Del artiklen", "Del på Facebook",
                "Artiklen fortsætter under annoncen",
            ],
            leads: ["Læs også", "Læs mere", "Se også"],
            notices: ["Alle rettigheder forbeholdes"]
        ),
        BoilerplatePhrases(
            language: "nb",
            lines: [
                "Annonse", "Annonsørinnhold", "Del artikkelen", "Saken fortsetter under annonsen",
                "Artikkelen fortsetter under annonsen",
            ],
            leads: ["Les også", "Les mer", "Les hele saken"],
            notices: ["Alle rettigheter reservert"]
        ),
        BoilerplatePhrases(
            language: "fi",
            lines: [
                "Mainos", "Kaupallinen yhteistyö", "Jaa Facebookissa", "Juttu jatkuu mainoksen jälkeen",
                "Juttu jatkuu kuvan alla",
            ],
            leads: ["Lue myös", "Lue lisää", "Katso myös"],
            notices: ["Kaikki oikeudet pidätetään"]
        ),
        BoilerplatePhrases(
            language: "el",
            lines: ["Διαφήμιση", "Χορηγούμενο περιεχόμενο", "Σχετικά άρθρα"],
            leads: ["Διαβάστε επίσης", "Διαβάστε περισσότερα", "Δείτε επίσης"],
            notices: ["Με επιφύλαξη παντός δικαιώματος"]
        ),
        BoilerplatePhrases(
            language: "tr",
            lines: ["Reklam", "İlan", "Sponsorlu içerik", "Facebook'ta paylaş", "İlgili haberler", "Yorum yap"],
            leads: ["Ayrıca oku", "Ayrıca okuyun", "Devamını oku", "Daha fazla oku", "İlginizi çekebilir"],
            notices: ["Tüm hakları saklıdır"]
        ),
        BoilerplatePhrases(
            language: "ru",
            lines: [
                "Реклама", "На правах рекламы", "Партнерский материал", "Поделиться", "Комментарии", "Похожие статьи",
                "Подпишитесь на рассылку",
            ],
            leads: [
                "Читайте также", "Читать далее", "Читать дальше", "Читайте далее", "Смотрите также", "Подробнее",
                "По теме",
            ],
            notices: ["Все права защищены"]
        ),
        BoilerplatePhrases(
            language: "uk",
            lines: ["Реклама", "На правах реклами", "Поділитися", "Коментарі", "Схожі матеріали"],
            leads: ["Читайте також", "Читати далі", "Дивіться також", "Докладніше", "За темою"],
            notices: ["Усі права захищено", "Всі права захищені"]
        ),
        BoilerplatePhrases(
            language: "bg",
            lines: ["Реклама", "Сподели", "Коментари"],
            leads: ["Прочетете още", "Прочети още", "Вижте още", "Вижте също", "Още по темата"],
            notices: ["Всички права запазени"]
        ),
        BoilerplatePhrases(
            language: "sr",
            lines: [
                "Реклама", "Podeli", "Podijeli", "Oglas", "Sponzorisani sadržaj", "Sponzorirani sadržaj",
                "Nastavak teksta ispod oglasa",
            ],
            leads: ["Pročitajte još", "Pročitajte i", "Pročitajte više", "Čitajte još", "Opširnije", "Прочитајте још"],
            notices: ["Sva prava zadržana", "Sva prava pridržana"]
        ),
        BoilerplatePhrases(
            language: "sl",
            lines: ["Oglas", "Oglasno sporočilo", "Deli na Facebooku", "Sorodni članki"],
            leads: ["Preberite tudi", "Preberi tudi", "Preberite več", "Poglejte tudi"],
            notices: ["Vse pravice pridržane"]
        ),
        BoilerplatePhrases(
            language: "lt",
            lines: ["Reklama", "Dalintis", "Susiję straipsniai"],
            leads: ["Skaitykite taip pat", "Taip pat skaitykite", "Skaityti daugiau", "Plačiau"],
            notices: ["Visos teisės saugomos"]
        ),
        BoilerplatePhrases(
            language: "lv",
            lines: ["Reklāma", "Dalīties", "Saistītie raksti"],
            leads: ["Lasi arī", "Lasiet arī", "Lasīt vairāk"],
            notices: ["Visas tiesības aizsargātas"]
        ),
        BoilerplatePhrases(
            language: "et",
            lines: ["Reklaam", "Jaga Facebookis", "Sisuturundus"],
            leads: ["Loe ka", "Loe lisaks", "Loe edasi", "Vaata ka"],
            notices: ["Kõik õigused kaitstud"]
        ),
        BoilerplatePhrases(
            language: "ar",
            lines: ["إعلان", "إعلانات", "محتوى مدفوع", "مشاركة"],
            leads: ["اقرأ أيضا", "اقرأ المزيد", "شاهد أيضا"],
            notices: ["جميع الحقوق محفوظة"]
        ),
        BoilerplatePhrases(
            language: "he",
            lines: ["פרסומת", "תוכן שיווקי", "שתפו"],
            leads: ["קראו גם", "קראו עוד", "קרא עוד"],
            notices: ["כל הזכויות שמורות"]
        ),
        BoilerplatePhrases(
            language: "id",
            lines: ["Iklan", "Advertorial", "Bagikan artikel ini", "Artikel terkait"],
            leads: ["Baca juga", "Baca selengkapnya", "Lihat juga", "Simak juga"],
            notices: ["Hak cipta dilindungi"]
        ),
        BoilerplatePhrases(
            language: "vi",
            lines: ["Quảng cáo", "Chia sẻ bài viết", "Bài viết liên quan"],
            leads: ["Đọc thêm", "Xem thêm", "Đọc tiếp"]
        ),
        BoilerplatePhrases(
            language: "ja",
            lines: ["広告", "スポンサーリンク", "関連記事", "この記事をシェア", "続きを読む"],
            leads: ["あわせて読みたい", "関連記事"],
            notices: ["無断転載を禁じます"]
        ),
        BoilerplatePhrases(
            language: "zh",
            lines: ["广告", "廣告", "相关阅读", "相關閱讀", "相关文章", "延伸阅读", "延伸閱讀", "分享到", "阅读更多", "阅读全文"],
            leads: ["相关阅读", "延伸阅读", "延伸閱讀", "推荐阅读", "更多阅读"],
            notices: ["版权所有", "版權所有"]
        ),
        BoilerplatePhrases(
            language: "ko",
            lines: ["광고", "관련기사", "관련 기사", "공유하기"],
            leads: ["관련기사", "더 보기"],
            notices: ["무단전재 및 재배포 금지", "무단 전재 및 재배포 금지"]
        ),
    ]
}
