"""Small and common words that give a language away, in lower case."""

from collections.abc import Mapping

ENGLISH = frozenset(
    """
    a about after all also am an and any are as at be because been before but by can could did do does don't each
    even every for from get good had has have he hello her here hey hi him his how i i'm if in into is it it's its
    just know let like love make may me more most much must my new no not now of off on one only or other our out
    over please she should so some such than thank thanks that the their them then there these they this those
    time to too under up us very was we well were what when where which while who why will with would yes yet you
    your café cliché façade fiancé fiancée naïve résumé
    """.split()
)

SMALL_WORDS: Mapping[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in {
        "es": """el los las una unos que qué sí por para pero como cómo está están muy más también del al su sus este
            esta hola gracias adiós buenos días señor amigo soy eres es y casa me llamo gusta vivo mundo quiero mucho
            buenas noches tardes gato perro""",
        "pt": """um uma os não nao são você mas mais muito isso obrigado obrigada olá mundo bom dia tudo bem eu sou meu
            minha casa gosto que por para como está também amigo gato""",
        "it": """gli il lo di che è sono sei della delle degli nel nella questo questa perché anche molto ciao grazie
            buongiorno bella mondo mille stai bene ti amo piace casa buona vita gatto""",
        "fr": """les des une et est sont oui non je tu nous vous ils elles dans avec pour très cette ces qui où que
            bonjour merci salut suis au aux sur le beaucoup monde t'aime j'aime c'est ça m'appelle bonsoir""",
        "de": """der und ist nicht ein eine einen dem den das ich du er sie wir ihr mit auf für auch wie aber sind nein
            guten danke hallo welt liebe dich morgen abend schön bitte mein heiße ja hund""",
        "nl": "hallo het een van zijn niet ik jij wij ook maar naar wereld goedemorgen je op",
        "sv": "och att det är som inte jag på med hej tack världen ja",
        "da": "til ikke og jeg hej det som på med tak verden ja",
        "no": "til ikke og jeg hei det som på med takk verden ja",
        "fi": "ja hei kiitos hyvää ovat ei se että maailma päivää huomenta minä olen",
        "pl": "jest nie że się na jak dzień dobry tak cześć witaj świecie świat jestem",
        "cs": "jsem není se že je ahoj dobrý den děkuji",
        "tr": "merhaba bir ve için değil çok teşekkürler dünya günaydın nasılsın",
        "id": "yang untuk dengan adalah tidak ini itu terima kasih selamat dunia pagi kabar saya dan",
        "vi": "xin chào không của là và một người tôi thế giới cảm ơn bạn",
        "sw": "habari asante ya wa kwa ni jambo dunia yako sana karibu rafiki",
        "tl": "ni ang mga ng kumusta salamat po ako",
        "ru": """привет мир меня зовут это что не я ты мы как спасибо здравствуйте живу и в на он она добрый день доброе
            утро""",
        "uk": "привіт світ мене звати це що не я ти ми як дякую добрий день і в на він вона живу",
        "bg": "здравей здравейте свят казвам се това е не аз ти благодаря добър ден съм и в на той тя",
        "ar": "مرحبا بالعالم السلام عليكم في من على هذا أنا شكرا صباح الخير",
        "fa": "سلام دنیا است این من را با که خوب متشکرم ممنون هستم در از",
        "ur": "یہ ہے ہیں کا کی کے میں دنیا شکریہ آپ کیا اور",
        "hi": "है हैं और मैं का की के यह नमस्ते हूँ मेरा नाम दुनिया आप",
        "mr": "आहे आहेत माझे माझं आणि मी नाव नमस्कार तुम्ही जग",
        "ne": "छ छन् हो मेरो नाम म र नमस्ते संसार तपाईं",
    }.items()
}
"""By language, for those that share their script with another; several may have the same word."""

FOREIGN = frozenset().union(*SMALL_WORDS.values()) - ENGLISH

PLAINLY_ENGLISH = frozenset("the and that this these with you your they which from would there".split())
"""What hardly any other language writes so."""
