using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace ChatAi.Infrastructure.Operations;

/// <summary>The type and the owner of a file, which .NET does not offer. Null if the kernel does not say.</summary>
internal static class LinuxFile
{
    // struct statx, linux/stat.h: the same on every architecture.
    private const int StatusSize = 256;
    private const int OwnerAt = 20;
    private const int ModeAt = 28;
    private const int TypeBits = 0xF000;
    private const int Regular = 0x8000;
    private const int CurrentFolder = -100;
    private const uint TypeAndOwner = 0x1 | 0x8;

    public static bool? IsRegular(string path) =>
        Status(path) is { } status ? (BinaryPrimitives.ReadUInt16LittleEndian(status.AsSpan(ModeAt)) & TypeBits) == Regular : null;

    public static uint? OwnerOf(string path) =>
        Status(path) is { } status ? BinaryPrimitives.ReadUInt32LittleEndian(status.AsSpan(OwnerAt)) : null;

    /// <summary>This process: <c>this user (uid 1654)</c>.</summary>
    public static string ThisUser => OwnerOf("/proc/self") is { } user ? $"this user (uid {user})" : "this user";

    private static byte[]? Status(string path)
    {
        if (!OperatingSystem.IsLinux()) return null;
        var status = new byte[StatusSize];
        try
        {
            return Statx(CurrentFolder, Encoding.UTF8.GetBytes(path + '\0'), 0, TypeAndOwner, status) == 0 ? status : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "statx")]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, byte[] status);
}
