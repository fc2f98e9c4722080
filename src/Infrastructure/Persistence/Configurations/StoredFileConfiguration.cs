using ChatAi.Domain.Common;
using ChatAi.Domain.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatAi.Infrastructure.Persistence.Configurations;

// No foreign keys here nor in what belongs to a file: deleting an account with hundreds of megabytes at once would block the store.
// FileCleanup removes what belongs to nothing, in small steps.
internal sealed class StoredFileConfiguration : IEntityTypeConfiguration<StoredFile>
{
    public void Configure(EntityTypeBuilder<StoredFile> builder)
    {
        builder.ToTable("Files");
        builder.Property(f => f.Id).ValueGeneratedNever();
        builder.Property(f => f.Name).HasMaxLength(FileName.MaxLength);
        builder.Property(f => f.Error).HasMaxLength(Reason.MaxStoredLength);
        builder.Property(f => f.ImageType).HasMaxLength(20);
        builder.HasIndex(f => f.OwnerId);
        builder.HasIndex(f => f.State).HasFilter($"\"State\" = {(int)FileState.Reading}").HasDatabaseName("IX_Files_Reading");
    }
}
