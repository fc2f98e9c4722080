using ChatAi.Domain.Accounts;
using ChatAi.Domain.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatAi.Infrastructure.Persistence.Configurations;

internal sealed class ModelRequestConfiguration : IEntityTypeConfiguration<ModelRequest>
{
    public void Configure(EntityTypeBuilder<ModelRequest> builder)
    {
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Reason).HasMaxLength(ModelRequest.MaxReasonLength);
        builder.Property(r => r.Answer).HasMaxLength(ModelRequest.MaxReasonLength);
        builder.HasOne<User>().WithMany().HasForeignKey(r => r.AskedBy).OnDelete(DeleteBehavior.Cascade);

        builder.HasIndex(r => new { r.Model, r.AskedBy }).IsUnique().HasFilter($"\"Status\" = {(int)ModelRequestStatus.Open}")
            .HasDatabaseName("IX_ModelRequests_OneOpen");
    }
}
