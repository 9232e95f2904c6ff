"""Small words that give a language away. Lower case; what English shares with another language is in neither list."""

ENGLISH = frozenset(
    """
    a about after all also am an and any are as at be because been before but by can could did do does don't each
    even every for from get good had has have he hello her here hey hi him his how i i'm if in into is it it's its
    just know let like love make may me more most much must my new no not now of off on one only or other our out
    over please she should so some such than thank thanks that the their them then there these they this those
    time to too under up us very was we well were what when where which while who why will with would yes yet you
    your
    """.split()
)

FOREIGN = frozenset(
    """
    el los las una unos que qué sí por para pero como cómo está están muy más también del al su sus este esta hola
    gracias adiós buenos días señor amigo um uma os não nao são você mas mais muito isso obrigado olá é les gli il
    lo di che è sono sei della delle degli nel nella questo questa perché anche molto ciao grazie buongiorno bella
    le des une et est sont oui non je tu nous vous ils elles dans avec pour très cette ces qui où bonjour merci
    salut suis au aux sur der und ist nicht ein eine einen dem den das ich du er sie wir ihr mit auf für auch wie
    aber sind nein guten danke hallo het een van zijn niet ik jij wij ook maar naar och att det är som inte jag på
    med til ikke og jeg hej tack ja hei kiitos hyvää ovat ei se että jest nie że się na jak dzień dobry tak jsem
    není merhaba bir ve için değil çok teşekkürler dan yang untuk dengan adalah tidak ini itu terima kasih selamat
    xin chào không của là và một người habari asante ya wa kwa ni ang mga ng kumusta salamat po
    """.split()
)
"""Spanish, Portuguese, Italian, French, German, Dutch, Scandinavian, Polish, Turkish, Indonesian, Vietnamese ..."""
