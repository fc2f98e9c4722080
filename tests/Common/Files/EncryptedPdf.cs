using System.Security.Cryptography;
using System.Text;

// The format says MD5.
#pragma warning disable CA5351

namespace ChatAi.Testing;

/// <summary>A page in a PDF with the oldest encryption, by ISO 32000-1, 7.6: RC4 with 40 bits.</summary>
internal static class EncryptedPdf
{
    private const int Permissions = -4;
    private const int Contents = 5;

    private static readonly byte[] Padding = Convert.FromHexString("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A");
    private static readonly byte[] Id = Convert.FromHexString("00112233445566778899AABBCCDDEEFF");

    /// <param name="userPassword">To open it. An empty one lets everybody read, but not change it.</param>
    public static byte[] Of(string text, string userPassword)
    {
        var owner = Rc4(MD5.HashData(Padded("owner"))[..5], Padded(userPassword));
        var key = MD5.HashData([.. Padded(userPassword), .. owner, .. BitConverter.GetBytes(Permissions), .. Id])[..5];
        var user = Rc4(key, Padding);
        var contentKey = MD5.HashData([.. key, Contents, 0, 0, 0, 0])[..10];

        var id = Convert.ToHexString(Id);
        var pdf = new PdfFile { Trailer = $"/Encrypt 6 0 R/ID[<{id}><{id}>]" };
        pdf.Add("<</Type/Catalog/Pages 2 0 R>>");
        pdf.Add("<</Type/Pages/Count 1/Kids[4 0 R]>>");
        pdf.Add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
        pdf.Add(PdfFile.Page(Contents));
        pdf.AddStream("", Rc4(contentKey, Encoding.Latin1.GetBytes(PdfFile.TextOperators(text))));
        pdf.Add($"<</Filter/Standard/V 1/R 2/O<{Convert.ToHexString(owner)}>/U<{Convert.ToHexString(user)}>/P {Permissions}>>");
        return pdf.ToBytes();
    }

    private static byte[] Padded(string password) => [.. Encoding.Latin1.GetBytes(password).Concat(Padding).Take(32)];

    private static byte[] Rc4(byte[] key, byte[] data)
    {
        var state = Enumerable.Range(0, 256).Select(i => (byte)i).ToArray();
        for (int i = 0, j = 0; i < 256; i++)
        {
            j = (j + state[i] + key[i % key.Length]) & 255;
            (state[i], state[j]) = (state[j], state[i]);
        }

        var result = new byte[data.Length];
        for (int n = 0, i = 0, j = 0; n < data.Length; n++)
        {
            i = (i + 1) & 255;
            j = (j + state[i]) & 255;
            (state[i], state[j]) = (state[j], state[i]);
            result[n] = (byte)(data[n] ^ state[(state[i] + state[j]) & 255]);
        }

        return result;
    }
}
