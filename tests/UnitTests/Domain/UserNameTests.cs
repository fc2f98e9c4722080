using ChatAi.Domain.Accounts;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Domain;

public sealed class UserNameTests
{
    [Theory]
    [InlineData("mara.keller")]
    [InlineData("j-w_9")]
    [InlineData("abc")]
    [InlineData("Zo\u00EB.M\u00FCller")]
    [InlineData("\u0421\u0435\u0440\u0433\u0435\u0439")] // Sergey, in Cyrillic
    [InlineData("\u0393\u03B9\u03CE\u03C1\u03B3\u03BF\u03C2")] // Giorgos, in Greek
    [InlineData("\u5C71\u7530\u305F\u308D\u3046")] // Yamada Tarou, in Han and Hiragana
    [InlineData("\uAE40\uCCA0\uC218")] // Kim Cheol-su, in Hangul
    public void Takes_letters_of_one_alphabet_digits_dots_underscores_and_hyphens(string name) => UserName.IsValid(name).ShouldBeTrue();

    [Theory]
    [InlineData(null)]
    [InlineData("ab")]
    [InlineData("mara keller")]
    [InlineData("m\u0430ra")] // the first a is Cyrillic
    [InlineData("mar\u03B1")] // the last a is Greek
    [InlineData("mara\n")]
    [InlineData("mara\u200B")] // zero width space
    [InlineData("mara\u202Egpj")] // right-to-left override
    [InlineData("zoe\u0308")] // a combining mark: the same letter has a code of its own
    [InlineData("\uFF4D\uFF41\uFF52\uFF41")] // full width
    [InlineData("\uD835\uDC26\uD835\uDC1A\uD835\uDC2B\uD835\uDC1A")] // mathematical bold
    [InlineData("o\uFB03ce")] // a ligature
    [InlineData("mara\u0663")] // an Arabic digit
    [InlineData("mar\uD83D")] // half an emoji
    [InlineData("<script>")]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456")]
    public void Refuses_the_rest(string? name) => UserName.IsValid(name).ShouldBeFalse();

    [Theory]
    [InlineData("Mara", "mARA")]
    [InlineData("ZO\u00CB", "zo\u00EB")]
    [InlineData("\u03BD\u03B9\u03BA\u03BF\u03C2", "\u039D\u0399\u039A\u039F\u03A3")] // the final sigma
    public void Case_does_not_count(string one, string other) => UserName.From(one).Folded.ShouldBe(UserName.From(other).Folded);

    [Theory]
    [InlineData("paul", "PauI")]
    [InlineData("paul", "pau1")]
    [InlineData("root", "r00t")]
    [InlineData("marna", "mama")]
    [InlineData("coco", "\u0441\u043E\u0441\u043E")] // all Cyrillic
    [InlineData("KATE", "\u041A\u0410\u0422\u0415")]
    [InlineData("ava", "\u03B1\u03BD\u03B1")] // all Greek
    [InlineData("eve", "\u0435\u0475\u0435")] // Cyrillic, with an izhitsa
    [InlineData("eve", "\u04BD\u0475\u04BD")]
    [InlineData("bob", "\u042C\u043E\u042C")]
    [InlineData("roy", "\u0433\u043E\u0443")]
    [InlineData("Gas", "\u050C\u0430\u0455")]
    [InlineData("\u0639\u0644\u06CC", "\u0639\u0644\u064A")] // Ali, in Persian and in Arabic
    [InlineData("\u0639\u0644\u06CC", "\u0639\u0644\u0649")]
    [InlineData("\u06A9\u0627\u0631", "\u0643\u0627\u0631")]
    [InlineData("\u0645\u0627\u0647", "\u0645\u0627\u06C1")]
    [InlineData("zoe", "zo\u00EB")]
    [InlineData("boss", "boss.")]
    [InlineData("boss", "_boss-")]
    [InlineData("boss", "b\u00F2ss")]
    [InlineData("boss", "b\u00F6\u1E69s")]
    [InlineData("boss", "bo\u00DF")]
    [InlineData("lukasz", "\u0141ukasz")]
    [InlineData("\u03BD\u03AF\u03BA\u03BF\u03C2", "\u03BD\u03B9\u03BA\u03BF\u03C2")] // Greek, with and without the accent
    [InlineData("\u0421\u0435\u0440\u0433\u0435\u0439", "\u0421\u0435\u0440\u0433\u0435\u0438")] // Cyrillic, short and plain i
    public void What_looks_the_same_has_one_skeleton(string name, string other) =>
        UserName.From(name).Skeleton.ShouldBe(UserName.From(other).Skeleton);

    [Theory]
    [InlineData("kai", "kal")]
    [InlineData("mara.keller", "mara_keller")]
    [InlineData("RAY", "\u0413\u0410\u0423")] // the capital of the Cyrillic letter that looks like a small r
    [InlineData("\u0645\u0627\u0647", "\u0645\u0627\u06CC")]
    public void What_looks_different_has_not(string name, string other) =>
        UserName.From(name).Skeleton.ShouldNotBe(UserName.From(other).Skeleton);

    [Fact]
    public void Every_letter_that_is_taken_folds_to_one_and_its_skeleton_fits_into_the_column()
    {
        for (var c = '\0'; c < char.MaxValue; c++)
        {
            var name = new string(c, UserName.MaxLength);
            if (!UserName.IsValid(name)) continue;
            (char.IsLetterOrDigit(c) || c is '.' or '_' or '-').ShouldBeTrue($"U+{(int)c:X4}");
            UserName.Fold(name).Length.ShouldBe(UserName.MaxLength);
            UserName.From(name).Skeleton.Length.ShouldBeLessThanOrEqualTo(UserName.MaxLength);
        }
    }
}
